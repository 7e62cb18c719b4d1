# An archive whose members are its prerequisites, and whose objects are intermediate files: once
# made it is up to date, and one changed source is compiled alone.
write Makefile << 'EOF'
AR = ar
ARFLAGS = -rU
lib.a: lib.a(a.o b.o)
(%): % ;
%.a: ; @$(LOG) lib.a; $(AR) $(ARFLAGS) $@ $? 2> ar.log
%.o: %.c ; @$(LOG) $@; $(COMPILE.c) -o $@ $<
EOF
echo 'int i;' > a.c; echo 'int j;' > b.c; touch -d '2020-01-01' a.c b.c
umake -j1
expect_status 0
expect_ran 'a.o b.o lib.a'
umake -j1
expect_status 0
expect_ran ''
touch b.c
umake -j1
expect_status 0
sleep 1.1  # members have their time in seconds
edit b.c 'int k;'
umake -j1
expect_status 0
case $(ran) in 'b.o lib.a') ;; *) fail 'only b.c is compiled' ;; esac
nm lib.a | grep -q ' k$' || fail 'the new b.o is in the archive'
umake -j1
expect_ran ''
