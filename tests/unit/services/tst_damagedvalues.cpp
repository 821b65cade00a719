#include "unit/services/DamageProbe.h"
#include "unit/services/Damager.h"

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

namespace {

struct Damage
{
    const char *name;
    QString sql; ///< %1 is the column
};

QString longText()
{
    return isOnServer() ? u"repeat('a', 10485760)"_s : u"printf('%.*c', 10485760, 'a')"_s;
}

QList<Damage> damages()
{
    return {{"NULL", u"NULL"_s},
            {"empty", u"''"_s},
            {"cut to half", u"substr(%1, 1, length(%1) / 2)"_s},
            {"negative", u"-5"_s},
            {"text", u"'x'"_s},
            {"huge number", u"1e300"_s},
            {"10 MiB", longText()},
            {"bytes", isOnServer() ? u"'\\x6162'::bytea"_s : u"x'6162'"_s}};
}

/// Which record of a table is damaged: one with something in every column.
QString recordOf(const QString &table)
{
    static const QMap<QString, QString> chosen{
        {u"client_application"_s, u"client_id = 'price-feed'"_s},
        {u"client_secret"_s, u"sealed <> ''"_s},
        {u"iam_user"_s, u"user_id = 'svc-price-feed'"_s},
        {u"schema_version"_s, u"version = 1"_s},
    };
    return chosen.value(table, Damager::firstRow(table));
}

/// The lines without the comma that the last of a list does not have; nothing and empty are one.
QStringList sorted(const QStringList &lines)
{
    QStringList bare;
    for (const QString &line : lines) {
        const QString text = (line.endsWith(u',') ? line.chopped(1) : line).trimmed();
        bare << (text.endsWith(u": null"_s) ? text.chopped(4) + u"\"\""_s : text);
    }
    bare.sort();
    return bare;
}

QStringList without(const QStringList &lines, const QStringList &others)
{
    QStringList left;
    std::ranges::set_difference(lines, others, std::back_inserter(left));
    return left;
}

/// What a value became.
struct Change
{
    QString before;
    QString after;
};

QString escaped(const QString &text)
{
    return jsonText(json::fromText(text)).chopped(1).sliced(1);
}

/// Whether every line that differs does so in the damaged value alone, and none is missing: an emptied value
/// may take its line along.
bool isTrue(const QStringList &lines, const QStringList &whole, const Change &change)
{
    QStringList gone = without(sorted(whole), sorted(lines));
    const QStringList come = without(sorted(lines), sorted(whole));
    for (const QString &line : come) {
        const auto became = [&](QString old) {
            return change.before.isEmpty()
                       ? line.contains(escaped(change.after))
                       : old.replace(escaped(change.before), escaped(change.after)) == line;
        };
        const auto source = std::ranges::find_if(gone, became);
        if (source != gone.end())
            gone.erase(source);
        else if (!change.before.isEmpty())
            return false;
    }
    const auto isEmptied = [&](const QString &line) {
        return change.after.isEmpty() && line.contains(escaped(change.before));
    };
    return std::ranges::all_of(gone, isEmptied);
}

}

/// No damaged value of any column of any table crashes Gatehouse, or gets into a file as if it were another:
/// it is refused with the name of its table, or it is a value that could have been there.
class TestDamagedValues : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void init();
    void everyColumn_data();
    void everyColumn();
    void everySetting_data();
    void everySetting();
    void everyClientBesideADamagedOne_data();
    void everyClientBesideADamagedOne();

private:
    void damage(const QString &table, const QString &column, const QString &record, bool signsIn);
    void compare(const Readings &readings, const QString &table, const QString &column, const Change &change);
    DatabaseUrl original() const
    {
        return m_original ? m_original->url() : DatabaseUrl::ofFile(m_folder.filePath(u"original.sqlite"_s));
    }
    DatabaseUrl copy() const
    {
        return m_copy ? m_copy->url() : DatabaseUrl::ofFile(m_folder.filePath(u"copy.sqlite"_s));
    }

    QTemporaryDir m_folder;
    std::unique_ptr<ServerDatabase> m_original;
    std::unique_ptr<ServerDatabase> m_copy;
    std::optional<EncryptionKeyBytes> m_key;
    Readings m_whole;
};

void TestDamagedValues::initTestCase()
{
    const Encryption encryption(settingsIn(m_folder.path()));
    if (isOnServer())
        m_original = std::make_unique<ServerDatabase>();
    {
        auto database = Database::open(original(), Database::IfMissing::Create);
        VERIFY_DONE(database);
        VERIFY_DONE(makeDamageSample(*database, encryption));
        m_key = encryption.key(*database).value();
        VERIFY_DONE(addPassingRows(*database));
    }
    init();
    m_whole = readEverything(copy(), *m_key, true);
    for (const auto &[name, reading] : m_whole.asKeyValueRange())
        QVERIFY2(reading.fault.isEmpty(), qPrintable(name + u": "_s + reading.fault));
}

void TestDamagedValues::init()
{
    if (isOnServer()) {
        m_copy = std::make_unique<ServerDatabase>(m_original->name());
        return;
    }
    for (const QString &suffix : {u""_s, u"-wal"_s, u"-shm"_s})
        QFile::remove(copy().path() + suffix);
    QVERIFY(QFile::copy(original().path(), copy().path()));
}

void TestDamagedValues::everyColumn_data()
{
    QTest::addColumn<QString>("table");
    QTest::addColumn<QString>("column");
    init();
    Damager damager(copy());
    for (const QString &table : damager.tables()) {
        // So that the sample has a record of every kind.
        QVERIFY2(damager.rows(u"SELECT 1 FROM %1 WHERE %2"_s.arg(table, recordOf(table))).size() == 1,
                 qPrintable(table));
        for (const QString &column : damager.columns(table))
            QTest::addRow("%s.%s", qPrintable(table), qPrintable(column)) << table << column;
    }
}

void TestDamagedValues::everyColumn()
{
    QFETCH(QString, table);
    QFETCH(QString, column);
    damage(table, column, recordOf(table), table.startsWith(u"sign_in"_s));
    if (table == u"iam_user"_s)
        damage(table, column, u"user_id = '%1'"_s.arg(damageUser), column == u"password"_s);
}

void TestDamagedValues::everySetting_data()
{
    QTest::addColumn<QString>("name");
    init();
    Damager damager(copy());
    for (const QString &name : damager.rows(u"SELECT name FROM setting"_s))
        QTest::newRow(qPrintable(name)) << name;
}

void TestDamagedValues::everySetting()
{
    QFETCH(QString, name);
    damage(u"setting"_s, u"value"_s, u"name = '%1'"_s.arg(name), false);
}

void TestDamagedValues::damage(const QString &table, const QString &column, const QString &record,
                               bool signsIn)
{
    for (const Damage &kind : damages()) {
        init();
        Change change;
        {
            Damager damager(copy());
            const auto changed =
                damager.change(table, column, record, QString(kind.sql).replace(u"%1"_s, column));
            if (!changed)
                continue;
            change = {changed->first, changed->second};
        }
        const Readings readings = readEverything(copy(), *m_key, signsIn);
        compare(readings, table, column, change);
        if (QTest::currentTestFailed()) {
            qWarning("it was: %s", kind.name);
            return;
        }
    }
}

void TestDamagedValues::compare(const Readings &readings, const QString &table, const QString &column,
                                const Change &change)
{
    const bool isRefused =
        std::ranges::any_of(readings, [](const Reading &reading) { return !reading.fault.isEmpty(); });
    for (const auto &[name, reading] : readings.asKeyValueRange()) {
        QVERIFY2(reading.fault.isEmpty() || reading.fault.contains(table),
                 qPrintable(name + u": "_s + reading.fault));
        QVERIFY2(reading.fault.size() < 1000, qPrintable(name));
    }
    // A row that has lost its client application or server is nobody's: whatever reads all of them finds it.
    // A seal that does not open is told as a loss of the export, and without one there is only the hash.
    // Whose user ID is another does not sign in by the old one. A secret of no server is for all.
    const bool isOrphan = column == u"application_id"_s || column == u"server_id"_s;
    const bool isForAll = table == u"client_secret"_s && column == u"server_id"_s && change.after.isEmpty();
    if (isForAll || (column == u"sealed"_s && change.after.isEmpty()))
        return;
    for (const auto &[name, whole] : m_whole.asKeyValueRange()) {
        const bool canDiffer = (isOrphan && name != u"export"_s) ||
                               (column == u"sealed"_s && name == u"export in clear"_s) ||
                               (column == u"user_id"_s && name == u"sign in"_s);
        if (!readings.contains(name)) {
            QVERIFY2(isRefused || name == u"enter"_s, qPrintable(name));
        } else if (const Reading &reading = readings[name]; reading.fault.isEmpty() && !canDiffer &&
                                                            name != u"foreign export"_s &&
                                                            name != u"trail"_s && name != u"save"_s) {
            QVERIFY2(isTrue(reading.lines, whole.lines, change),
                     qPrintable(name + u":\n"_s +
                                without(sorted(reading.lines), sorted(whole.lines)).join(u'\n') +
                                u"\ninstead of\n"_s +
                                without(sorted(whole.lines), sorted(reading.lines)).join(u'\n')));
        }
    }
    const bool isTrail = table == u"audit_entry"_s && change.before != change.after;
    QVERIFY(!isTrail || readings[u"trail"_s].lines != m_whole[u"trail"_s].lines);
}

void TestDamagedValues::everyClientBesideADamagedOne_data()
{
    QTest::addColumn<QString>("sql");
    QTest::newRow("title") << u"UPDATE client_application SET title = "_s + longText();
    if (!isOnServer())
        QTest::newRow("client ID of bytes") << u"UPDATE client_application SET client_id = x'0102'"_s;
    QTest::newRow("flag") << u"UPDATE client_application SET enabled = 7"_s;
    QTest::newRow("grant type") << u"UPDATE client_application SET grant_type = 'implicit'"_s;
    QTest::newRow("number of problems") << u"UPDATE client_application SET problem_count = -1"_s;
}

void TestDamagedValues::everyClientBesideADamagedOne()
{
    QFETCH(QString, sql);
    {
        Damager damager(copy());
        QVERIFY(damager.run(sql + u" WHERE client_id = 'price-feed'"_s));
    }
    auto database = Database::open(copy(), Database::IfMissing::Refuse);
    VERIFY_DONE(database);
    store::ClientPageRequest request;
    request.size = 1;
    for (const auto column :
         {store::ClientColumn::ClientId, store::ClientColumn::Title, store::ClientColumn::Enabled,
          store::ClientColumn::GrantType, store::ClientColumn::Problems}) {
        for (const auto order : {Qt::AscendingOrder, Qt::DescendingOrder}) {
            request.sortColumn = column;
            request.order = order;
            request.after.reset();
            QStringList whole;
            int damaged = 0;
            for (auto page = store::loadPage(*database, request).value(); !page.isEmpty();
                 page = store::loadPage(*database, request).value()) {
                request.after = page.first();
                QVERIFY(page.first().title.size() < 200);
                if (page.first().damage.isEmpty())
                    whole << page.first().clientId;
                else
                    ++damaged;
            }
            whole.sort();
            QCOMPARE(whole, QStringList({u"order-desk"_s, u"staff-portal"_s, u"web-shop"_s}));
            QCOMPARE(damaged, 1);
        }
    }
    QStringList visited;
    QStringList told;
    const auto visit = [&](const ClientApplication &client) -> Result<void> {
        visited << client.clientId;
        return {};
    };
    VERIFY_DONE(
        ClientSelection::all().visit(*database, visit, [&](const Error &error) { told << error.text; }));
    QCOMPARE(visited, QStringList({u"order-desk"_s, u"staff-portal"_s, u"web-shop"_s}));
    QCOMPARE(told.size(), 1);
    const auto all = ClientSelection::all().visit(*database, visit);
    QVERIFY(!all);
    QCOMPARE(all.error().kind, Error::Kind::Unreachable);
    QCOMPARE(all.error().text, told.first());
}

GATEHOUSE_TEST(TestDamagedValues)
#include "tst_damagedvalues.moc"
