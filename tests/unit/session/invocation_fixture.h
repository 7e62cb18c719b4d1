// An Invocation read from words and an environment, with what was printed.
#pragma once

#include <gtest/gtest.h>

#include <initializer_list>
#include <string>
#include <vector>

#include "base/output.h"
#include "options.h"

namespace umake {

class TextOutput final : public Output {
 public:
  void out(std::string_view text) override { out_ += text; }
  void err(std::string_view text) override { err_ += text; }
  void flush() override {}

  const std::string& out_text() const { return out_; }
  const std::string& err_text() const { return err_; }
  // The messages without the usage that follows them.
  std::string messages() const { return err_.substr(0, err_.find("Usage: ")); }

 private:
  std::string out_;
  std::string err_;
};

class InvocationTest : public ::testing::Test {
 protected:
  using Words = std::vector<std::string>;

  // argv[0] is "dir/make" unless said otherwise; the environment has no HOME, so no configuration.
  Status read(Words words, Words environment = {}, std::string program = "dir/make") {
    words.insert(words.begin(), std::move(program));
    invocation = Invocation();
    output = TextOutput();
    const auto argv = pointers(words);
    const auto env = pointers(environment);
    return parse_invocation(static_cast<int>(words.size()), argv.data(), env.data(), output,
                            invocation);
  }

  static std::vector<char*> pointers(Words& words) {
    std::vector<char*> result;
    for (std::string& word : words) result.push_back(word.data());
    result.push_back(nullptr);
    return result;
  }

  Invocation invocation;
  TextOutput output;
};

}  // namespace umake
