#: $ make
files = foo.elc bar.o lose.o
all: $(files) ;
$(filter %.o,$(files)): %.o: %.c ; @echo cc $<
$(filter %.elc,$(files)): %.elc: %.el ; @echo emacs $<
%.c %.el: ;
