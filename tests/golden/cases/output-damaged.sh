# The target's file is not the one recorded: GNU make's rule. Newer than its prerequisites: adopted. Older: made again.
project
umake
edit prog damaged
umake
expect_ran ''
expect_file prog damaged
edit prog 'damaged again'
touch -d '2019-01-01' prog
umake
expect_ran prog
