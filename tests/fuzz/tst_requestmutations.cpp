#include "fuzz/RequestFuzzer.h"
#include "fuzz/SeedMutations.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

/// A short run of what tools/fuzz does for long, without its compiler: the same changes each time.
class TestRequestMutations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyRequestSurvives()
    {
        const QByteArrayList words{"&",
                                   "=",
                                   "?",
                                   "#",
                                   "%",
                                   "%3D",
                                   "%zz",
                                   "%ff",
                                   "\"",
                                   "'",
                                   "*",
                                   "***",
                                   ":",
                                   "//",
                                   "@",
                                   "[",
                                   "]",
                                   "..",
                                   "\xe2\x80\xae",
                                   "\xff",
                                   "\n",
                                   "code=",
                                   "eyJ",
                                   "://@",
                                   "basic ",
                                   "%2526",
                                   "client_id=",
                                   "scope=a,b",
                                   "\\u0026",
                                   "&amp;"};
        QVERIFY(fuzz::mutateSeeds(u"requests"_s, words, 1500, fuzz::explainRequest) >= 6);
    }
};

GATEHOUSE_TEST(TestRequestMutations)
#include "tst_requestmutations.moc"
