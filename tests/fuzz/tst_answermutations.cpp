#include "fuzz/AnswerFuzzer.h"
#include "fuzz/SeedMutations.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

/// A short run of what tools/fuzz does for long, without its compiler: the same changes each time.
class TestAnswerMutations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyAnswerSurvives()
    {
        const QByteArrayList words{"\n\n",
                                   "\"",
                                   "{",
                                   "}",
                                   "<",
                                   ">",
                                   "<!--",
                                   "&amp;",
                                   "http://a/",
                                   "\\u0000",
                                   "\\",
                                   "state=",
                                   "a-state",
                                   "%00",
                                   "%zz",
                                   "error=",
                                   "error_hint",
                                   "\"error\":",
                                   "Bearer",
                                   "1e400",
                                   "\xe2\x80\xae",
                                   "\xff",
                                   "</script",
                                   "GET /cb?",
                                   fuzz::sentSecret.toByteArray(),
                                   fuzz::sentSecret.toByteArray().toBase64()};
        QVERIFY(fuzz::mutateSeeds(u"answers"_s, words, 1500, fuzz::readAnswer) >= 8);
    }
};

GATEHOUSE_TEST(TestAnswerMutations)
#include "tst_answermutations.moc"
