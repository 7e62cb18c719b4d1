#: about a colon that an expansion brings and one of the line are no double colon
#: $ make b
#: $ make -f word.mk b
#: $ make -f two.mk a
C = :
b:; @echo b
a$(C): b
#: file word.mk
A = a:
b:; @echo b
$(A):b
#: file two.mk
C = :
b:; @echo b
a$(C)$(C)b
