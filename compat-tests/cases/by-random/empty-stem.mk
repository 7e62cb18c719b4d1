#: $ mkdir sub; touch sub/x.c sub/.c; make -r sub/x sub/.o sub/; make -r x
#: about in a directory that the pattern does not match the stem may be empty
x%: x%.c ; @echo $@ from $< stem [$*]
%.o: %.c ; @echo $@ from $< stem [$*]
%: %.c ; @echo $@ from $< stem [$*]
