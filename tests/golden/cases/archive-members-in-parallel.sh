# Members of one archive are put in one after the other, in the makefile's order, without it having
# been seen before that their recipes write one file; what goes into it is made in parallel.
command -v ar > /dev/null || exit 0
echo 'echo "$1" >> ../events' > ../event
write Makefile << 'EOF'
all: list
list: lib.a
	ar t lib.a > $@
lib.a: lib.a(a.o) lib.a(b.o) lib.a(c.o) lib.a(d.o)
lib.a(%.o): %.o
	@mkdir lock || touch ../overlap; $(LOG) $%; sleep 0.05; ar $(FLAGS) $@ $<; rm -rf lock
%.o: %.c
	@sh ../event begin; sleep $$(cat $<); cp $< $@; sh ../event end
clean: ; rm -f lib.a *.o list
EOF
echo 0.4 > a.c; echo 0.1 > b.c; echo 0.2 > c.c; echo 0.1 > d.c
for flags in rcD rcU; do
  for mode in fast fast ultra ultra; do
    umake -j4 --mode=$mode FLAGS=$flags
    expect_status 0
    expect_missing ../overlap
    expect_file list 'a.o
b.o
c.o
d.o'
    umake -j4 --mode=$mode FLAGS=$flags
    expect_ran ''
    umake clean
    rm -f list
  done
done
most=$(awk '/begin/ {if (++n > most) most = n} /end/ {--n} END {print most}' ../events)
[ "$most" -ge 3 ] || fail 'the objects were not made in parallel'
