#: about GNU make compares the digits of two negative numbers
$(info $(foreach p,-7;-8 -8;-7 -07;-8 -10;-9 -9;-10 -1;1 1;-1 -0;0 -100;-99 -5;-50 -12;-13 -50;-5 -0;-1 -1;0,$(intcmp $(word 1,$(subst ;, ,$p)),$(word 2,$(subst ;, ,$p)),$p<,$p=,$p>)))
all:;@:
