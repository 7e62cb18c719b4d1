project
umake
rm common.h
umake
expect_status 2
expect_output "No rule to make target 'common.h', needed by 'a.o'"
echo h > common.h
umake
expect_status 0
