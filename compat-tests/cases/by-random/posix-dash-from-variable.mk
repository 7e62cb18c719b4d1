#: about seed 643909: with .POSIX only a - that stands in the makefile itself keeps -e from the shell
#: $ make -k a b c d e f g h i
.POSIX:
D=-
define C
-false; echo 1
-false; echo 2
endef
define CP
+-false; echo 1
@-false; echo 2
endef
define M
false; echo 3
-false; echo 4
endef
a: ; $(D)false; echo x
b: ; -false; echo x
c: ; $(C)
d: ; -$(C)
e: ; $(CP)
f: ; $(M)
g: ; @$(D)false; echo x
h: ; $(D)-false; echo x
i: ; +-$(D)false; echo x
