#: $ touch foo.lib libx.so; make
.LIBPATTERNS = %.lib lib%.so
all: -lfoo -lx ; @echo '$^'
