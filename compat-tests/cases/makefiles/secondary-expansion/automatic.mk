#: $ make
.SECONDEXPANSION:
main_OBJS := main.o try.o test.o
lib_OBJS := lib.o api.o
main lib: $$($$@_OBJS) ; @echo $@: $^
all: main lib ;
foo: foo.1 bar.1 $$< $$^ $$+
bar.1 foo.1 foo.3:: ; @:
foo: foo.1 bar.1 foo.3 ; @echo '$^' '$+' '$<'
%.o: ; @echo $@
.DEFAULT_GOAL = goals
goals: all foo ;
