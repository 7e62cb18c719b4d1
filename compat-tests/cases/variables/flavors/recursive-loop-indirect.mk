#: $ make all
A = $(B)
B = $(C)
C = x $(A)
all:
	@echo before
	@echo $(A)
