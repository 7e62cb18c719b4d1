#: about seed 660406: who was in a group already, a group of one too, and where the new recipe is
all: a b c x.o
c&:

	@echo old
a b&:
# a comment

	@echo older
a b&: \
  c


	@echo new $@ $^
c d d&:; @echo c
x.o &:
	
x.o&:
	
b&:;
