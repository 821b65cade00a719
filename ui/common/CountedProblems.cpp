#include "ui/common/CountedProblems.h"

#include <QCoreApplication>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

struct CountedProblems
{
    Q_DECLARE_TR_FUNCTIONS(CountedProblems)
};

}

QString countedProblems(const QList<Problem> &problems)
{
    const auto count = [&](Severity severity) {
        return int(std::ranges::count(problems, severity, &Problem::severity));
    };
    QStringList parts;
    if (const int errors = count(Severity::Error))
        parts << CountedProblems::tr("%n error(s)", nullptr, errors);
    if (const int warnings = count(Severity::Warning))
        parts << CountedProblems::tr("%n warning(s)", nullptr, warnings);
    if (const int advice = count(Severity::Advice))
        parts << CountedProblems::tr("%n piece(s) of advice", nullptr, advice);
    return parts.join(", "_L1);
}

}
