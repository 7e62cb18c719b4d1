#: $ make
all :
	@echo no\
space
	@echo no\
	space
	@echo one \
	space
	@echo one\
 space
	@echo 'hello \
	world' ; echo "hello \
    world"
