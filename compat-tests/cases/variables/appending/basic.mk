#: $ make
objects = main.o
objects += another.o
variable := value
later = late
variable += $(later)
later = later
r = value
r += $(later)
u += undefined
e =
e +=
e += x
all: ; @echo '$(objects)|$(variable)|$(r)|$(u) $(flavor u)|$(e)|'
