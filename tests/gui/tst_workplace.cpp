#include "ui/common/Workplace.h"

#include "PageFixture.h"
#include "support/Edits.h"
#include "support/FileContent.h"
#include "support/SampleClients.h"
#include "support/TestDatabase.h"

#include <QFile>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

/// Something that adds a user; made once, done as often as it is wanted.
using Work = std::function<Result<void>()>;
using Made = Work (*)(const Workplace &workplace, const QString &userId);

Result<void> addUser(Database &database, const QString &userId)
{
    return editing(database, [&](EditSession &session) {
        return edit::save(session, sampleUser(userId)).transform([](const User &) {});
    });
}

Work aside(const Workplace &workplace, const QString &userId)
{
    return [&workplace, userId] {
        return workplace.aside([userId](Database &database) { return addUser(database, userId); }).result();
    };
}

/// Kept, so that it can be run again.
Work task(const Workplace &workplace, const QString &userId)
{
    const auto work = [userId](Database &database, const Progress &) {
        return addUser(database, userId).transform([] { return QString(); });
    };
    return [task = workplace.databaseTask(u"Add"_s, work)] {
        return task.run(Progress()).transform([](const QString &) {});
    };
}

}

Q_DECLARE_METATYPE(Made)

/// What works beside the window's own connection does so in the database that is open there.
class TestWorkplace : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void nothingIsWrittenIntoAnother_data();
    void nothingIsWrittenIntoAnother();
};

void TestWorkplace::nothingIsWrittenIntoAnother_data()
{
    QTest::addColumn<Made>("made");
    QTest::addColumn<bool>("isKept");
    QTest::newRow("aside") << Made(aside) << false;
    QTest::newRow("task") << Made(task) << true;
}

/// As when a backup takes its place while it is open.
void TestWorkplace::nothingIsWrittenIntoAnother()
{
    QFETCH(const Made, made);
    QFETCH(const bool, isKept);
    PageFixture fixture;
    PageFixture other;
    TaskRunner tasks;
    const Workplace workplace{.database = fixture.database(), .tasks = tasks, .url = fixture.url()};
    VERIFY_DONE(made(workplace, u"first"_s)());

    const Work before = made(workplace, u"second"_s);
    const QString path = fixture.url().path();
    QVERIFY(QFile::rename(path, path + u".before"_s) && QFile::copy(other.url().path(), path));
    const QByteArray content = contentOf(path);
    const auto refused = before();
    QVERIFY(!refused);
    QVERIFY2(refused.error().text.contains(u"was replaced"_s), qPrintable(refused.error().text));
    QCOMPARE(contentOf(path), content);

    VERIFY_DONE(fixture.database().reopen(fixture.url()).result());
    VERIFY_DONE(made(workplace, u"third"_s)());
    QCOMPARE(before().has_value(), !isKept); // a task goes on with what it was made for
}

GATEHOUSE_TEST(TestWorkplace)
#include "tst_workplace.moc"
