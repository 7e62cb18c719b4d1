#: about seed 336365: a directory that -C names twice is gone to once
#: $ mkdir -p sub/sub; cp Makefile sub; cp Makefile sub/sub; make -C sub -C sub; make -C sub -C ./sub; make -C sub -C . -C sub
all: ; @pwd | sed 's,.*/sub/,sub/,;s,.*/sub$$,sub,'
