#: $ echo x > ../.f; make; rm ../.f
#: filter s,/TOP,HOME,g
all: ~/.f ; @echo $^ $(wildcard ~/.f)
