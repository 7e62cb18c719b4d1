#: $ make
foo := a.o b.o l.a c.o dir.o/x.o
bar := $(foo:.o=.c)
baz := $(foo:%.o=%.c)
x := $(foo:%.o=out/%)
y := $(foo:=.bak)
z := $(foo:o=)
e := $(foo:l%=[%])
sp := $(foo:.o=.c .h)
all: ; @echo '$(bar)|$(baz)|$(x)|$(y)|$(z)|$(e)|$(sp)|${foo:.a=}'
