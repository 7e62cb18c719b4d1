#: $ make
$(info [$(sort foo bar lose foo)] [$(sort b a  B A 1 _ -)] [$(sort )] [$(sort a10 a9 a)])
all:;@:
