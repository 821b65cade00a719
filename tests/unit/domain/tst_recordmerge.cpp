#include "domain/ApiScope.h"
#include "domain/Language.h"
#include "domain/User.h"
#include "domain/merge/RecordPlaces.h"
#include "support/TestProgram.h"

#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

template<typename T>
using Change = void (*)(T &);

template<typename T>
T changed(const T &start, Change<T> change)
{
    T record = start;
    change(record);
    return record;
}

template<typename T>
struct Case
{
    const char *name;
    Change<T> mine;
    Change<T> theirs;
    QStringList asked = {}; ///< the fields that collide
    Change<T> expected;     ///< with what collides as it is typed
};

template<typename T>
void check(const T &start, const QList<Case<T>> &cases)
{
    for (const Case<T> &one : cases) {
        const T mine = changed(start, one.mine);
        T theirs = changed(start, one.theirs);
        theirs.version = start.version + 1;
        RecordMerge merge = mergeOf(valuesOf(start), valuesOf(mine), valuesOf(theirs));
        QStringList asked;
        for (const MergeLine &line : recordLines<T>(merge)) {
            if (!line.choice)
                asked << line.field;
        }
        QVERIFY2(asked == one.asked, qPrintable(QLatin1StringView(one.name) + u": "_s + asked.join(u", "_s)));
        RecordMerge reversed = merge;
        for (FieldPart &part : merge.parts)
            part.choice = part.choice.value_or(MergeSide::Here);
        T expected = changed(start, one.expected);
        expected.version = theirs.version;
        QVERIFY2(merged(start, mine, theirs, merge) == expected, one.name);
        for (FieldPart &part : reversed.parts)
            part.choice = MergeSide::There;
        QVERIFY2(merged(start, mine, theirs, reversed) == theirs, one.name);
    }
}

}

/// What two administrators made of one record, for each kind of record beside client applications.
class TestRecordMerge : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void users();
    void scopes();
    void languages();
    void resources();
    void servers();
    void everyFieldOfAServerHasAPlace();
};

void TestRecordMerge::users()
{
    check<User>({.key = u"k"_s, .version = 1, .userId = u"anna"_s, .name = u"Anna"_s},
                {{"two fields",
                  [](User &user) { user.email = u"a@b.c"_s; },
                  [](User &user) { user.phone = u"1"_s; },
                  {},
                  [](User &user) {
                      user.email = u"a@b.c"_s;
                      user.phone = u"1"_s;
                  }},
                 {"the same",
                  [](User &user) { user.enabled = false; },
                  [](User &user) { user.enabled = false; },
                  {},
                  [](User &user) { user.enabled = false; }},
                 {"both",
                  [](User &user) { user.name = u"Mine"_s; },
                  [](User &user) { user.name = u"Theirs"_s; },
                  {u"Name"_s},
                  [](User &user) { user.name = u"Mine"_s; }}});
}

void TestRecordMerge::scopes()
{
    check<ApiScope>({.key = u"k"_s, .version = 1, .name = u"orders"_s},
                    {{"two fields",
                      [](ApiScope &scope) { scope.title = u"Orders"_s; },
                      [](ApiScope &scope) { scope.name = u"orders.read"_s; },
                      {},
                      [](ApiScope &scope) {
                          scope.title = u"Orders"_s;
                          scope.name = u"orders.read"_s;
                      }},
                     {"both",
                      [](ApiScope &scope) { scope.description = u"mine"_s; },
                      [](ApiScope &scope) { scope.description = u"theirs"_s; },
                      {u"Description"_s},
                      [](ApiScope &scope) { scope.description = u"mine"_s; }}});
}

void TestRecordMerge::languages()
{
    check<Language>({.key = u"k"_s, .version = 1, .tag = u"nl"_s, .nativeName = u"Nederlands"_s},
                    {{"two fields",
                      [](Language &language) { language.isDefault = true; },
                      [](Language &language) { language.nativeName = u"Hollands"_s; },
                      {},
                      [](Language &language) {
                          language.isDefault = true;
                          language.nativeName = u"Hollands"_s;
                      }},
                     {"both",
                      [](Language &language) { language.tag = u"nl-NL"_s; },
                      [](Language &language) { language.tag = u"nl-BE"_s; },
                      {u"Language tag"_s},
                      [](Language &language) { language.tag = u"nl-NL"_s; }}});
}

void TestRecordMerge::resources()
{
    const CustomResource start{.key = u"k"_s,
                               .version = 1,
                               .name = u"department"_s,
                               .title = u"Department"_s,
                               .claims = {{u"dept"_s, ClaimSource::UserAttribute, u"department"_s},
                                          {u"company"_s, ClaimSource::FixedValue, u"ACME"_s}},
                               .texts = {{u"nl"_s, {u"Afdeling"_s, u"Waar u werkt"_s}}}};
    check<CustomResource>(start,
                          {{"claims added and removed",
                            [](CustomResource &one) {
                                one.claims << ResourceClaim{u"mine"_s, ClaimSource::FixedValue, u"1"_s};
                            },
                            [](CustomResource &one) { one.claims.removeAt(0); },
                            {},
                            [](CustomResource &one) {
                                one.claims.removeAt(0);
                                one.claims << ResourceClaim{u"mine"_s, ClaimSource::FixedValue, u"1"_s};
                            }},
                           {"claims moved by them, one edited by me",
                            [](CustomResource &one) { one.claims[1].value = u"Mine"_s; },
                            [](CustomResource &one) { one.claims.swapItemsAt(0, 1); },
                            {},
                            [](CustomResource &one) {
                                one.claims[1].value = u"Mine"_s;
                                one.claims.swapItemsAt(0, 1);
                            }},
                           {"a claim edited by both",
                            [](CustomResource &one) { one.claims[0].value = u"email"_s; },
                            [](CustomResource &one) { one.claims[0].value = u"phone"_s; },
                            {u"Claim dept"_s},
                            [](CustomResource &one) { one.claims[0].value = u"email"_s; }},
                           {"a claim edited by me, removed by them",
                            [](CustomResource &one) { one.claims[1].value = u"Mine"_s; },
                            [](CustomResource &one) { one.claims.removeAt(1); },
                            {u"Claim company"_s},
                            [](CustomResource &one) { one.claims[1].value = u"Mine"_s; }},
                           {"title and description of one language",
                            [](CustomResource &one) { one.texts[u"nl"_s].title = u"Mijn"_s; },
                            [](CustomResource &one) { one.texts[u"nl"_s].description.clear(); },
                            {},
                            [](CustomResource &one) { one.texts[u"nl"_s] = {u"Mijn"_s, QString()}; }},
                           {"the same text",
                            [](CustomResource &one) { one.texts[u"nl"_s].title = u"Mijn"_s; },
                            [](CustomResource &one) { one.texts.clear(); },
                            {u"Translation: Title (nl)"_s},
                            [](CustomResource &one) { one.texts[u"nl"_s] = {u"Mijn"_s, QString()}; }}});
}

void TestRecordMerge::servers()
{
    check<Server>(
        {.key = u"k"_s, .version = 1, .name = u"test"_s, .url = u"https://test"_s, .sealed = "seal"},
        {{"address and secret",
          [](Server &server) { server.url = u"https://mine"_s; },
          [](Server &server) { server.sealed = "theirs"; },
          {},
          [](Server &server) {
              server.url = u"https://mine"_s;
              server.sealed = "theirs";
          }},
         {"two secrets",
          [](Server &server) { server.sealed = "mine"; },
          [](Server &server) { server.sealed = "theirs"; },
          {u"Secret"_s},
          [](Server &server) { server.sealed = "mine"; }},
         {"two certificates",
          [](Server &server) { server.certificate = u"mine"_s; },
          [](Server &server) { server.certificate = u"theirs"_s; },
          {u"Certificate authority"_s},
          [](Server &server) { server.certificate = u"mine"_s; }},
         {"kind and sign-in",
          [](Server &server) { server.kind = ServerKind::Hydra; },
          [](Server &server) { server.signIn = ServerSignIn::Password; },
          {},
          [](Server &server) {
              server.kind = ServerKind::Hydra;
              server.signIn = ServerSignIn::Password;
          }}});
}

/// All that is taken of a server is all that it has.
void TestRecordMerge::everyFieldOfAServerHasAPlace()
{
    const Server other{u"k"_s,       2,          u"name"_s,       ServerKind::File,
                       u"url"_s,     u"realm"_s, u"format"_s,     ServerSignIn::Password,
                       u"account"_s, "sealed",   u"certificate"_s};
    const Server start{.key = u"k"_s, .version = 1};
    const RecordMerge merge = mergeOf(valuesOf(start), valuesOf(start), valuesOf(other));
    QVERIFY(merged(start, start, other, merge) == other);
    for (const MergeLine &line : recordLines<Server>(merge))
        QVERIFY2(!line.there.contains("sealed"_L1), qPrintable(line.there));
}

GATEHOUSE_TEST(TestRecordMerge)
#include "tst_recordmerge.moc"
