#: $ make
PROGRAMS = server client
server_OBJS = server.o
client_OBJS = client.o
define PROGRAM_template =
$(1): $$($(1)_OBJS)
	@echo link $$@ $$^
ALL_OBJS   += $$($(1)_OBJS)
endef
$(foreach prog,$(PROGRAMS),$(eval $(call PROGRAM_template,$(prog))))
all: $(PROGRAMS) ; @echo '$(ALL_OBJS)' $(.DEFAULT_GOAL)
%.o: ; @echo $@
.DEFAULT_GOAL = all
