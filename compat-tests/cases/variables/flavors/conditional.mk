#: env E=env
#: $ make
#: $ make A=cmd
A ?= a
A ?= b
EMPTY =
EMPTY ?= not empty
E ?= file
L ?= $(later)
later = late
all: ; @echo '[$(A)] [$(EMPTY)] [$(E)] [$(L)] $(flavor L)'
