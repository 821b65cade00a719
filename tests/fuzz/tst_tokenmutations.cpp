#include "fuzz/SeedMutations.h"
#include "fuzz/TokenFuzzer.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

/// A short run of what tools/fuzz does for long, without its compiler: the same changes each time.
class TestTokenMutations : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyTokenSurvives()
    {
        const QByteArrayList words{"\n\n",      "\"",        "{",         "}",        "[",
                                   "]",         ".",         "\"alg\":",  "\"none\"", "\"HS256\"",
                                   "\"RS256\"", "\"ES384\"", "\"EdDSA\"", "\"kid\":", "\"crit\":",
                                   "\"crv\":",  "\"P-521\"", "\"kty\":",  "\"RSA\"",  "\"n\":",
                                   "\"e\":",    "AQAB",      "1e400",     "-1",       "\xe2\x80\xae",
                                   "\\u0000",   "\xff",      "null"};
        int valid = 0;
        QVERIFY(fuzz::mutateSeeds(u"tokens"_s, words, 1500, [&](const QByteArray &bytes) {
                    valid += fuzz::judgeToken(bytes).signature == trial::Signature::Valid;
                }) >= 6);
        QVERIFY2(valid > 0, "the signatures of the seeds are not checked");
    }
};

GATEHOUSE_TEST(TestTokenMutations)
#include "tst_tokenmutations.moc"
