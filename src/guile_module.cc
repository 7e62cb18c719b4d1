// The module umake-guile.so: Guile 3.0 behind $(guile), with the Scheme module (gnu make), which
// gives gmk-expand, gmk-eval and gmk-var (manual, "Guile Integration").
#include <libguile.h>

#include <cstdlib>
#include <initializer_list>

#include "guile_abi.h"

namespace {

// How objects become makefile text (manual, "Conversion of Guile Types"), and the module's exports
// in terms of the two functions below. Texts that make can't hold are errors, as other types are.
constexpr char kPrelude[] = R"scheme(
(define-module (gnu make)
  #:use-module (srfi srfi-1)
  #:use-module (srfi srfi-14)
  #:export (gmk-expand gmk-eval gmk-var)
  #:declarative? #f)

(define printable
  (char-set-union char-set:printing (char-set #\newline #\tab)))

(define (leaves object)
  (cond ((pair? object) (append (leaves (car object)) (leaves (cdr object))))
        ((memv object '(#f ())) '())
        (else (list (object->text object)))))

(define (object->text object)
  (cond ((or (not object) (unspecified? object) (null? object)) "")
        ((eq? object #t) "#t")
        ((or (symbol? object) (number? object)) (object->string object))
        ((char? object) (string object))
        ((and (string? object) (string-every printable object)) object)
        ((pair? object)
         (string-join (remove string-null? (leaves object)) " "))
        (else (error "Unknown object:" object))))

(define (gmk-var name)
  (gmk-expand (string-append "$(" (object->text name) ")")))
)scheme";

// An error in text that Scheme handed to umake was reported and is fatal: this key unwinds to
// run().
constexpr char kStopKey[] = "umake-stop";

struct Call {
  const UmakeGuileHost* host;
  const char* text;
  char* result;
  bool failed;
  Call* outer;
};

// Guile's functions get no context. Calls nest through $(guile) in what gmk-expand expands.
Call* call_now = nullptr;

SCM object_to_text = SCM_BOOL_F;

SCM from_text(const char* text) { return scm_from_utf8_string(text); }

// What a NUL character cuts short on make's side. Memory of malloc.
char* to_text(SCM object) {
  size_t size = 0;
  char* const text = scm_to_utf8_stringn(scm_call_1(object_to_text, object), &size);
  char* const result = static_cast<char*>(std::realloc(text, size + 1));
  if (result == nullptr) std::abort();
  result[size] = '\0';
  return result;
}

// Scheme may catch what is thrown here; then the next call throws again.
void stop_if_failed() {
  if (call_now->failed) scm_throw(scm_from_utf8_symbol(kStopKey), SCM_EOL);
}

SCM gmk_expand(SCM object) {
  stop_if_failed();
  char* const text = to_text(object);
  char* expanded = nullptr;
  call_now->failed = call_now->host->expand(call_now->host->context, text, &expanded) == 0;
  std::free(text);
  stop_if_failed();
  const SCM result = from_text(expanded);
  std::free(expanded);
  return result;
}

SCM gmk_eval(SCM object) {
  stop_if_failed();
  char* const text = to_text(object);
  call_now->failed = call_now->host->evaluate(call_now->host->context, text) == 0;
  std::free(text);
  stop_if_failed();
  return SCM_BOOL_F;
}

void define_primitives(void*) {
  scm_c_define_gsubr("gmk-expand", 1, 0, 0, reinterpret_cast<void*>(gmk_expand));
  scm_c_define_gsubr("gmk-eval", 1, 0, 0, reinterpret_cast<void*>(gmk_eval));
}

struct Environment {
  SCM user;  // the module that makefiles' text is evaluated in
  SCM eval_string;
};

Environment make_environment() {
  Environment made;
  made.user = scm_current_module();
  scm_c_define_module("gnu make", define_primitives, nullptr);
  scm_c_eval_string(kPrelude);
  scm_set_current_module(made.user);
  scm_c_use_module("gnu make");
  object_to_text = scm_variable_ref(scm_c_private_lookup("gnu make", "object->text"));
  made.eval_string = scm_variable_ref(scm_c_public_lookup("ice-9 eval-string", "eval-string"));
  for (const SCM kept : {made.user, made.eval_string, object_to_text}) scm_gc_protect_object(kept);
  return made;
}

SCM evaluate(void*) {
  static const Environment environment = make_environment();
  const SCM value = scm_call_3(environment.eval_string, from_text(call_now->text),
                               scm_from_utf8_keyword("module"), environment.user);
  call_now->result = to_text(value);
  return SCM_BOOL_F;
}

SCM stopped(void*, SCM, SCM) { return SCM_BOOL_F; }

// Runs inside scm_with_guile, which prints other errors and returns.
void* run(void*) {
  scm_internal_catch(scm_from_utf8_symbol(kStopKey), evaluate, nullptr, stopped, nullptr);
  return nullptr;
}

}  // namespace

extern "C" __attribute__((visibility("default"))) int umake_guile_v1(const UmakeGuileHost* host,
                                                                     const char* text,
                                                                     char** result) {
  Call call = {host, text, nullptr, false, call_now};
  call_now = &call;
  scm_with_guile(run, nullptr);
  call_now = call.outer;
  if (call.failed && call_now != nullptr) call_now->failed = true;
  *result = call.result;
  return call.failed ? 0 : 1;
}
