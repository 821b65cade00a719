#include "TestProgram.h"

#include <QTest>
#ifdef QT_WIDGETS_LIB
#include <QApplication>
using Application = QApplication;
#else
using Application = QCoreApplication;
#endif

#include <cstdio>
#include <map>

using gatehouse::test::Registration;

namespace {

std::map<std::string_view, Registration::Make> &tests()
{
    static std::map<std::string_view, Registration::Make> all;
    return all;
}

std::string_view stem(std::string_view file)
{
    file.remove_prefix(file.rfind('/') + 1);
    return file.substr(0, file.rfind('.'));
}

int usage(const char *program)
{
    std::fprintf(stderr, "Usage: %s TEST [OPTION OF QTTEST]... [FUNCTION[:ROW]]...\nTEST is one of\n",
                 program);
    for (const auto &[name, make] : tests())
        std::fprintf(stderr, "    %.*s\n", int(name.size()), name.data());
    return 2;
}

}

Registration::Registration(std::string_view file, Make make)
{
    tests().emplace(stem(file), make);
}

int main(int argc, char *argv[])
{
    const auto test = argc > 1 ? tests().find(argv[1]) : tests().end();
    if (test == tests().end())
        return usage(argv[0]);

    // From here on the test is the program, by name, too.
    --argc;
    ++argv;
    QCoreApplication::setAttribute(Qt::AA_Use96Dpi);
    Application app(argc, argv);
    return QTest::qExec(test->second().get(), argc, argv);
}
