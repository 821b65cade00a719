#include "services/WholeFile.h"

#include <QDir>
#include <QTemporaryDir>
#include <QTest>

#include <sys/file.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

using namespace Qt::StringLiterals;
using namespace gatehouse;

/// A file is there whole or not at all, whatever ends the program that writes it.
class TestWholeFile : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void takesThePlaceWhenCommitted_data();
    void takesThePlaceWhenCommitted();
    void keepsRightsOfTheOldOne();
    void followsALink();
    void isThrownAwayWhenNotCommitted();
    void leavesNothingWhenKilled();
    void removesWhatIsLeftOver_data();
    void removesWhatIsLeftOver();
    void refusesWhatCannotBeReplaced();

private:
    QString path(const QString &name) const { return m_folder->filePath(name); }
    QStringList names() const { return QDir(m_folder->path()).entryList(QDir::Files | QDir::Hidden); }
    void put(const QString &name, const QByteArray &content) const;
    QByteArray content(const QString &name) const;

    std::unique_ptr<QTemporaryDir> m_folder;
    const QString m_name = u"clients.json"_s;
    const QString m_part = u"clients.json.0123456789abcdef.gatehouse-part"_s;
};

void TestWholeFile::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
    QVERIFY(m_folder->isValid());
}

void TestWholeFile::put(const QString &name, const QByteArray &content) const
{
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

QByteArray TestWholeFile::content(const QString &name) const
{
    QFile file(path(name));
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void TestWholeFile::takesThePlaceWhenCommitted_data()
{
    QTest::addColumn<bool>("isThere");
    QTest::newRow("of nothing") << false;
    QTest::newRow("of another") << true;
}

void TestWholeFile::takesThePlaceWhenCommitted()
{
    QFETCH(const bool, isThere);
    if (isThere)
        put(m_name, "a longer text of before");
    WholeFile file(path(m_name));
    QVERIFY2(file.open(QIODevice::WriteOnly), qPrintable(file.errorString()));
    QCOMPARE(file.write("new"), 3);
    QVERIFY(file.flush());
    QCOMPARE(content(m_name), isThere ? "a longer text of before"_ba : QByteArray());
    QVERIFY2(file.commit(), qPrintable(file.errorString()));
    QCOMPARE(content(m_name), "new"_ba);
    QCOMPARE(names(), QStringList{m_name});
}

void TestWholeFile::keepsRightsOfTheOldOne()
{
    put(m_name, "old");
    constexpr auto rights = QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser;
    QVERIFY(QFile::setPermissions(path(m_name), rights));
    WholeFile file(path(m_name));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.commit());
    QCOMPARE(QFile::permissions(path(m_name)), rights);
}

void TestWholeFile::followsALink()
{
    put(m_name, "old");
    QVERIFY(QFile::link(m_name, path(u"link"_s)));
    WholeFile file(path(u"link"_s));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write("new") == 3 && file.commit());
    QCOMPARE(content(m_name), "new"_ba);
    QCOMPARE(QFileInfo(path(u"link"_s)).readSymLink(), m_name);
}

void TestWholeFile::isThrownAwayWhenNotCommitted()
{
    put(m_name, "old");
    {
        WholeFile file(path(m_name));
        QVERIFY(file.open(QIODevice::WriteOnly));
        QCOMPARE(file.write("new"), 3);
    }
    QCOMPARE(content(m_name), "old"_ba);
    QCOMPARE(names(), QStringList{m_name});
}

void TestWholeFile::leavesNothingWhenKilled()
{
    const QString path = this->path(m_name);
    const pid_t child = ::fork();
    if (child == 0) {
        WholeFile file(path);
        const bool isWritten = file.open(QIODevice::WriteOnly) && file.write("a secret") > 0 && file.flush();
        ::kill(::getpid(), isWritten ? SIGKILL : SIGTERM);
    }
    int status = 0;
    QCOMPARE(::waitpid(child, &status, 0), child);
    QCOMPARE(WTERMSIG(status), SIGKILL);
    WholeFile next(path);
    QVERIFY(next.open(QIODevice::WriteOnly) && next.commit());
    QCOMPARE(names(), QStringList{m_name});
}

void TestWholeFile::removesWhatIsLeftOver_data()
{
    QTest::addColumn<QString>("name");
    QTest::addColumn<bool>("isWritten"); // by somebody, now
    QTest::addColumn<bool>("goes");
    QTest::newRow("ours") << m_part << false << true;
    QTest::newRow("somebody writes it") << m_part << true << false;
    QTest::newRow("of another file") << u"other.json.0123.gatehouse-part"_s << false << false;
    QTest::newRow("another program's") << u"clients.json.0123.part"_s << false << false;
}

void TestWholeFile::removesWhatIsLeftOver()
{
    QFETCH(const QString, name);
    QFETCH(const bool, isWritten);
    QFETCH(const bool, goes);
    put(name, "half a secr");
    QFile other(path(name));
    QVERIFY(other.open(QIODevice::ReadOnly));
    if (isWritten)
        QCOMPARE(::flock(other.handle(), LOCK_EX | LOCK_NB), 0);
    WholeFile file(path(m_name));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.commit());
    QCOMPARE(!names().contains(name), goes);
}

void TestWholeFile::refusesWhatCannotBeReplaced()
{
    for (const QString &wrong : {m_folder->path(), path(u"missing/clients.json"_s)}) {
        WholeFile file(wrong);
        QVERIFY(!file.open(QIODevice::WriteOnly));
        QVERIFY(!file.errorString().isEmpty());
        QVERIFY(!file.isOpen());
    }
}

QTEST_GUILESS_MAIN(TestWholeFile)
#include "tst_wholefile.moc"
