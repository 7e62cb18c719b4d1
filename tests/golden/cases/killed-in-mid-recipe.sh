# kill -9 of umake and its recipe leaves a half-written file that must not pass for fresh.
write Makefile << 'END'
t: s
	@$(LOG) $@
	@echo half > $@; test -e ../stop && sleep 5; echo whole > $@
END
echo s > s; touch -d '2020-01-01' s
touch ../stop
setsid "$UMAKE" > /dev/null 2>&1 &
pid=$!
for i in $(seq 200); do [ -s t ] && break; sleep 0.02; done
kill -9 -- "-$pid" 2> /dev/null || kill -9 "$pid"
wait "$pid" 2> /dev/null
rm ../stop
expect_file t half
umake
expect_ran t
expect_file t whole
umake
expect_ran ''
