#: $ make
#: $ make
#: $ touch obj/a.o; sleep 0.01; touch obj/x; make
objs = obj/a.o obj/b.o
all: $(objs)
obj/%.o: | obj
	@echo $@ '$^ | $|'
	@touch $@
obj:
	mkdir obj
