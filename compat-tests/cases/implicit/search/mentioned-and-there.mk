#: about a prerequisite that is there is found as a file, whatever mentions it
#: $ touch foo.a; make -rd foo
#: $ touch bar.a; make -rd bar
#: filter /^(GNU Make|umake) /,/^There is NO/d
%: %.a %.b ; @echo $^
x: foo.b foo.a bar.a
