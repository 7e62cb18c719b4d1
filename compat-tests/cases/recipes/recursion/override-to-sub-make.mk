#: $ make A=cmd 'B=a b	c' 'C=$$(A)'
A = file
all: ; @$(MAKE) --no-print-directory -f sub.mk
#: file sub.mk
A = sub
all: ; @echo '$(A)|$(B)|$(C)|$(value C)'
