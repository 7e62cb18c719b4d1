#: $ mkdir src ../headers; at 1 src/foo.c; at 1 ../headers/foo.h; make; rm -r ../headers
VPATH = src:../headers
foo.o : foo.c foo.h ; @echo $@ '$^' '$<' '$(^D)' '$(^F)'
