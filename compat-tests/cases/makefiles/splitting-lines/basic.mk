#: $ make
A = one \
    two\
three \

B = x\\
C = a\
	b
all:
	@echo '[$(A)]' '[$(B)]' '[$(C)]'
