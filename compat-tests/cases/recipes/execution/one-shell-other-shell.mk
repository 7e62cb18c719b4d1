#: $ make
.ONESHELL:
SHELL = /usr/bin/perl
.SHELLFLAGS = -e
show :
	my $$x = 1;
	@f = qw(a b c);
	print "@f $$x\n";
