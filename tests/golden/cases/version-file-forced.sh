# A makefile that is made by a script which looks whether it is there, and leaves it alone when it
# would hold the same (git's GIT-VERSION-FILE): what was made when it was not there is no answer
# when it is.
write gen << 'END'
if test -r version.mk; then old=$(cat version.mk); else old=unset; fi
test "$old" = 'V = 1' || { echo new version; echo 'V = 1' > version.mk; }
END
write Makefile << 'END'
all: ; @echo V is $(V)
version.mk: FORCE
	@sh ./gen
FORCE:
-include version.mk
END
umake
expect_status 0
expect_output 'V is 1'
umake
expect_no_output 'new version'
rm version.mk
umake
expect_status 0
expect_output 'V is 1'
umake
expect_no_output 'new version'
