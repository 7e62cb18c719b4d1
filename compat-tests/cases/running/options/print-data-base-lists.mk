#: about the order of -p's lists, and of values that are found out when asked for
#: $ make -prR | sed -n '/^# Variables/,/^# Pattern/{/^[A-Za-z.@<+^*%?-][^ ]* :*= /p}' | grep -v '^MAKE_COMMAND\|^_ \|^UMAKE\|^PATH\|^HOME\|^PWD\|^TMPDIR\|^OLDPWD\|^.FEATURES\|^SHELL' | sed 's/^\(.INCLUDE_DIRS := .\).*/\1/'
#: $ make -prR | sed -n '/^# Files/,$s/^\([A-Za-z.].*\):\( .*\)*$/\1/p' | grep -v '^.DEFAULT\|^.SUFFIXES'
b = 1
a := 2
all: one two three.c some/longer/name.o ; @:
one two three.c some/longer/name.o: y = 1
one two three.c some/longer/name.o: x = 2
one two three.c some/longer/name.o: ;
