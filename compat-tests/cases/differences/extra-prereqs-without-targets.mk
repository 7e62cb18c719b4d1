#: xfail it is expanded when a target asks for it
#: $ make --warn-undefined-variables
.EXTRA_PREREQS=$?
