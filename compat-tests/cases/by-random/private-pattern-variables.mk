#: $ make
#: $ make overridden V1=line
#: about private pattern-specific variables do not reach the environment of recipes
export V2 = global
export V4
%ent: private V1 = private
%ent: private export V2 = private
%ent: V3 = pattern
%ent: private V4 = private
export V1 V3
all: prerequisent goal
prerequisent: ; @env | grep '^V[1-4]' | sort; echo $(V1) $(V2) $(V3) $(V4)
goal: private V1 = private
goal: ; @env | grep '^V[1-4]' | sort; echo $(V1) $(V2) $(V3) $(V4)
%den: private override V1 = private
overridden: ; @env | grep '^V[1-4]' | sort; echo $(V1) $(V2) $(V3) $(V4)
