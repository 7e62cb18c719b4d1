#include "parser/builtins.h"

#include <cstdlib>

#include <array>
#include <string_view>

namespace umake {

namespace {

struct BuiltinVariable {
  std::string_view name;
  std::string_view value;
};

// Recursive, and gone with -R.
constexpr BuiltinVariable kVariables[] = {
    {"AR", "ar"},
    {"ARFLAGS", "-rv"},
    {"AS", "as"},
    {"CC", "cc"},
    {"OBJC", "cc"},
    {"CXX", "g++"},
    {"CHECKOUT,v", "+$(if $(wildcard $@),,$(CO) $(COFLAGS) $< $@)"},
    {"CO", "co"},
    {"COFLAGS", ""},
    {"CPP", "$(CC) -E"},
    {"F77", "$(FC)"},
    {"F77FLAGS", "$(FFLAGS)"},
    {"FC", "f77"},
    {"GET", "get"},
    {"LD", "ld"},
    {"LEX", "lex"},
    {"LINT", "lint"},
    {"M2C", "m2c"},
    {"PC", "pc"},
    {"YACC", "yacc"},
    {"MAKEINFO", "makeinfo"},
    {"TEX", "tex"},
    {"TEXI2DVI", "texi2dvi"},
    {"WEAVE", "weave"},
    {"CWEAVE", "cweave"},
    {"TANGLE", "tangle"},
    {"CTANGLE", "ctangle"},
    {"RM", "rm -f"},
    {"GNUMAKEFLAGS", ""},
    {"LINK.o", "$(CC) $(LDFLAGS) $(TARGET_ARCH)"},
    {"COMPILE.c", "$(CC) $(CFLAGS) $(CPPFLAGS) $(TARGET_ARCH) -c"},
    {"LINK.c", "$(CC) $(CFLAGS) $(CPPFLAGS) $(LDFLAGS) $(TARGET_ARCH)"},
    {"COMPILE.m", "$(OBJC) $(OBJCFLAGS) $(CPPFLAGS) $(TARGET_ARCH) -c"},
    {"LINK.m", "$(OBJC) $(OBJCFLAGS) $(CPPFLAGS) $(LDFLAGS) $(TARGET_ARCH)"},
    {"COMPILE.cc", "$(CXX) $(CXXFLAGS) $(CPPFLAGS) $(TARGET_ARCH) -c"},
    {"COMPILE.C", "$(COMPILE.cc)"},
    {"COMPILE.cpp", "$(COMPILE.cc)"},
    {"LINK.cc", "$(CXX) $(CXXFLAGS) $(CPPFLAGS) $(LDFLAGS) $(TARGET_ARCH)"},
    {"LINK.C", "$(LINK.cc)"},
    {"LINK.cpp", "$(LINK.cc)"},
    {"YACC.y", "$(YACC) $(YFLAGS)"},
    {"LEX.l", "$(LEX) $(LFLAGS) -t"},
    {"YACC.m", "$(YACC) $(YFLAGS)"},
    {"LEX.m", "$(LEX) $(LFLAGS) -t"},
    {"COMPILE.f", "$(FC) $(FFLAGS) $(TARGET_ARCH) -c"},
    {"LINK.f", "$(FC) $(FFLAGS) $(LDFLAGS) $(TARGET_ARCH)"},
    {"COMPILE.F", "$(FC) $(FFLAGS) $(CPPFLAGS) $(TARGET_ARCH) -c"},
    {"LINK.F", "$(FC) $(FFLAGS) $(CPPFLAGS) $(LDFLAGS) $(TARGET_ARCH)"},
    {"COMPILE.r", "$(FC) $(FFLAGS) $(RFLAGS) $(TARGET_ARCH) -c"},
    {"LINK.r", "$(FC) $(FFLAGS) $(RFLAGS) $(LDFLAGS) $(TARGET_ARCH)"},
    {"COMPILE.def", "$(M2C) $(M2FLAGS) $(DEFFLAGS) $(TARGET_ARCH)"},
    {"COMPILE.mod", "$(M2C) $(M2FLAGS) $(MODFLAGS) $(TARGET_ARCH)"},
    {"COMPILE.p", "$(PC) $(PFLAGS) $(CPPFLAGS) $(TARGET_ARCH) -c"},
    {"LINK.p", "$(PC) $(PFLAGS) $(CPPFLAGS) $(LDFLAGS) $(TARGET_ARCH)"},
    {"LINK.s", "$(CC) $(ASFLAGS) $(LDFLAGS) $(TARGET_MACH)"},
    {"COMPILE.s", "$(AS) $(ASFLAGS) $(TARGET_MACH)"},
    {"LINK.S", "$(CC) $(ASFLAGS) $(CPPFLAGS) $(LDFLAGS) $(TARGET_MACH)"},
    {"COMPILE.S", "$(CC) $(ASFLAGS) $(CPPFLAGS) $(TARGET_MACH) -c"},
    {"PREPROCESS.S", "$(CPP) $(CPPFLAGS)"},
    {"PREPROCESS.F", "$(FC) $(FFLAGS) $(CPPFLAGS) $(TARGET_ARCH) -F"},
    {"PREPROCESS.r", "$(FC) $(FFLAGS) $(RFLAGS) $(TARGET_ARCH) -F"},
    {"LINT.c", "$(LINT) $(LINTFLAGS) $(CPPFLAGS) $(TARGET_ARCH)"},
    {"OUTPUT_OPTION", "-o $@"},
    {".LIBPATTERNS", "lib%.so lib%.a"},
};

// Simple, and there with -R too. MAKE is the only recursive one; see below.
constexpr BuiltinVariable kAlways[] = {
    {".LOADED", ""},
    {".RECIPEPREFIX", ""},
    {".SHELLFLAGS", "-c"},
    {"MAKEFILES", ""},
    {"MAKE_HOST", "x86_64-pc-linux-gnu"},
    {"MAKE_VERSION", "4.4.1"},
    // Without "load" and "guile": there are no plug-ins yet.
    {".FEATURES",
     "target-specific order-only second-expansion else-if shortest-stem undefine oneshell "
     "nocomment "
     "grouped-target extra-prereqs notintermediate shell-export archives jobserver jobserver-fifo "
     "output-sync check-symlink"},
};

constexpr std::string_view kSuffixesValue =
    ".out .a .ln .o .c .cc .C .cpp .p .f .F .m .r .y .l .ym .yl .s .S .mod .sym .def .h .info .dvi "
    ".tex .texinfo .texi .txinfo .w .ch .web .sh .elc .el";

}  // namespace

void define_builtin_variables(Variables& variables, bool always_only) {
  const auto define = [&](const BuiltinVariable& variable, bool recursive) {
    variables.define(variable.name, variable.value, Origin::kDefault, recursive);
  };
  for (const BuiltinVariable& variable : kAlways) define(variable, false);
  define({"MAKE", "$(MAKE_COMMAND)"}, true);
  // Never the environment's, so that makefiles mean the same for everybody (manual, "Choosing the Shell").
  // Then it counts as the makefile's own.
  const bool in_environment = variables.find("SHELL") != nullptr || getenv("SHELL") != nullptr;
  variables.define("SHELL", "/bin/sh", in_environment ? Origin::kFile : Origin::kDefault, in_environment);
  define({"SUFFIXES", always_only ? std::string_view() : kSuffixesValue}, false);
  if (always_only) return;
  if (variables.switches().no_builtin_rules) clear_suffixes_variable(variables);
  for (const BuiltinVariable& variable : kVariables) define(variable, true);
}

void undefine_builtin_variables(Variables& variables) {
  for (const BuiltinVariable& builtin : kVariables) {
    if (builtin.name == "GNUMAKEFLAGS") continue;  // make's own by then
    const Variable* variable = variables.find(builtin.name);
    // Undefining what is of a weaker origin than asked for never fails.
    if (variable != nullptr && variable->origin == Origin::kDefault) {
      (void)variables.undefine(builtin.name, Origin::kDefault);
    }
  }
}

void clear_suffixes_variable(Variables& variables) {
  variables.define("SUFFIXES", "", Origin::kDefault, false);
}

}  // namespace umake
