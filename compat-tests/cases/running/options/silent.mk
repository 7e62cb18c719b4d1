#: $ make -s; make --quiet; make -s --no-silent
all: ; echo x
