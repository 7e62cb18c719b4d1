write Makefile << 'END'
all: ; @$(LOG) all
generate: ; @$(LOG) generate
vendor: ; @$(LOG) vendor
docker-build: ; @$(LOG) docker-build; echo "kit $$DOCKER_BUILDKIT"
.PHONY: all generate vendor docker-build
END
umake gen-ultra
expect_ran generate
umake deps-ultra
expect_ran vendor
umake docker-ultra
expect_ran docker-build
expect_output 'kit 1'
