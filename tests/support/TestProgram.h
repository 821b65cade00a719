#pragma once

#include <QObject>

#include <memory>
#include <string_view>

namespace gatehouse::test {

/// Tells main() of the program of a class of tests, under the name of its file: `program tst_subject` runs
/// tst_subject.cpp.
class Registration
{
public:
    using Make = std::unique_ptr<QObject> (*)();

    Registration(std::string_view file, Make make);
};

}

/// What QTEST_MAIN is where each test is a program: here those of a folder are one, which is linked once.
#define GATEHOUSE_TEST(Class)                                                                                \
    static const gatehouse::test::Registration registrationOf##Class(                                        \
        __FILE__, []() -> std::unique_ptr<QObject> { return std::make_unique<Class>(); });
