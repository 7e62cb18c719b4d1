#include "parser/numbers.h"

#include <charconv>

#include "base/messages.h"
#include "parser/expander.h"
#include "parser/words.h"

namespace umake {

namespace {

Status report(Expander& expander, fmt::string_view format, std::string_view blame,
              std::string_view text) {
  return expander.diagnostics().fatal(expander.error_where(),
                                      fmt::format(fmt::runtime(format), blame, text));
}

Status report_empty(Expander& expander, std::string_view blame) {
  return expander.diagnostics().fatal(expander.error_where(),
                                      fmt::format(msg::kNumberEmpty, blame));
}

}  // namespace

Status invalid_number(Expander& expander, int64_t number, std::string_view blame) {
  return report(expander, msg::kNumberInvalid, blame, std::to_string(number));
}

Status parse_number(Expander& expander, std::string_view text, std::string_view blame,
                    int64_t& number) {
  std::string_view digits = strip(text);
  if (digits.empty()) return report_empty(expander, blame);
  if (digits.size() > 1 && digits[0] == '+' && digits[1] != '-') digits.remove_prefix(1);
  const char* end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number);
  if (error == std::errc::result_out_of_range) {
    return report(expander, msg::kNumberOutOfRange, blame, text);
  }
  if (error != std::errc() || stop != end) return report(expander, msg::kNumberInvalid, blame, text);
  return Status::kOk;
}

Status parse_big_integer(Expander& expander, std::string_view text, std::string_view blame,
                         BigInteger& integer) {
  std::string_view digits = strip(text);
  if (digits.empty()) return report_empty(expander, blame);
  integer.negative = digits[0] == '-';
  if (digits[0] == '-' || digits[0] == '+') digits.remove_prefix(1);
  const bool numeric =
      !digits.empty() && digits.find_first_not_of("0123456789") == std::string_view::npos;
  if (!numeric) return report(expander, msg::kNumberInvalid, blame, text);
  while (!digits.empty() && digits[0] == '0') digits.remove_prefix(1);
  if (digits.empty()) integer.negative = false;
  integer.digits = digits;
  return Status::kOk;
}

std::strong_ordering BigInteger::operator<=>(const BigInteger& other) const {
  if (negative != other.negative) {
    return negative ? std::strong_ordering::less : std::strong_ordering::greater;
  }
  // GNU make compares the digits alone once the signs are equal: to it, -8 is greater than -7.
  if (digits.size() != other.digits.size()) return digits.size() <=> other.digits.size();
  return digits <=> other.digits;
}

}  // namespace umake
