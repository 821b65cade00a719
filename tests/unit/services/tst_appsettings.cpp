#include "services/security/AppSettings.h"
#include "support/TestDatabase.h"

#include <nlohmann/json.hpp>

using namespace Qt::StringLiterals;
using namespace gatehouse;

namespace {

constexpr auto local = EncryptionSettings::Mode::LocalSystem;
constexpr auto inKeyring = EncryptionSettings::Mode::Keyring;

QByteArray read(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

}

/// appsettings.json by the names of the documented platform.
class TestAppSettings : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void standardWithoutFile();
    void reads_data();
    void reads();
    void refuses_data();
    void refuses();
    void writesTheNames();
    void keepsOtherContent();
    void writesNothingOverWhatItCannotRead();
    void outOfReach();

private:
    QString path() const { return m_folder->filePath(u"deep/appsettings.json"_s); }
    void write(const QByteArray &content) const;

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestAppSettings::init()
{
    m_folder = std::make_unique<QTemporaryDir>();
}

void TestAppSettings::write(const QByteArray &content) const
{
    QDir().mkpath(QFileInfo(path()).absolutePath());
    QFile file(path());
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

void TestAppSettings::standardWithoutFile()
{
    const auto read = AppSettings(path()).encryption();
    VERIFY_DONE(read);
    QCOMPARE(*read, AppSettings::standardEncryption());
    QCOMPARE(read->mode, local);
    QVERIFY(read->active);
    QCOMPARE(read->keyName, u"gatehouse--data-protection-encryption-key"_s);
    QVERIFY(QDir::isAbsolutePath(read->folder));
    QVERIFY(!QFileInfo::exists(path()));
    QVERIFY(AppSettings::standardPath().endsWith(u"/gatehouse/appsettings.json"_s));
}

void TestAppSettings::reads_data()
{
    const EncryptionSettings standard = AppSettings::standardEncryption();
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<EncryptionSettings>("expected");
    QTest::newRow("nothing said") << "{}"_ba << standard;
    QTest::newRow("other sections") << R"({"Logging": {"LogLevel": "Warning"}})"_ba << standard;
    QTest::newRow("empty sections") << R"({"DataSecuritySettings": {"Storage": {}, "DataProtection": {}}})"_ba
                                    << standard;
    QTest::newRow("all") << R"({"DataSecuritySettings": {"Storage": {"Mode": "LocalSystem", "LocalSystem":
            {"StorageLocation": "/srv/keys"}}, "DataProtection": {"Active": false, "EncryptionKey": {"Name": "my.key-1"}}}})"_ba
                         << EncryptionSettings{local, u"/srv/keys"_s, false, u"my.key-1"_s};
    QTest::newRow("keyring") << R"({"DataSecuritySettings": {"Storage": {"Mode": "Keyring"}}})"_ba
                             << EncryptionSettings{inKeyring, standard.folder, true, standard.keyName};
    QTest::newRow("byte order mark") << "\xEF\xBB\xBF{}"_ba << standard;
}

void TestAppSettings::reads()
{
    QFETCH(QByteArray, content);
    QFETCH(EncryptionSettings, expected);
    write(content);
    const auto read = AppSettings(path()).encryption();
    VERIFY_DONE(read);
    QCOMPARE(*read, expected);
}

void TestAppSettings::refuses_data()
{
    QTest::addColumn<QByteArray>("content");
    QTest::addColumn<QString>("place");
    const auto row = [](const char *name, const QByteArray &security, const QString &where) {
        QTest::newRow(name) << R"({"DataSecuritySettings": )" + security + "}" << where;
    };
    QTest::newRow("no JSON") << "Mode=LocalSystem"_ba << u"line 1"_s;
    QTest::newRow("cut short") << R"({"DataSecuritySettings": {)"_ba << u"ends at"_s;
    QTest::newRow("empty") << QByteArray() << u"empty"_s;
    QTest::newRow("an array") << "[]"_ba << u"an array"_s;
    QTest::newRow("twice") << R"({"A": 1, "A": 2})"_ba << u"twice"_s;
    row("section", "[]", u"DataSecuritySettings is an array"_s);
    row("storage", R"({"Storage": "LocalSystem"})", u"DataSecuritySettings.Storage is text"_s);
    row("mode", R"({"Storage": {"Mode": 1}})", u"DataSecuritySettings.Storage.Mode is a number"_s);
    row("unknown mode", R"({"Storage": {"Mode": "AzureKeyVault"}})", u"expected LocalSystem or Keyring"_s);
    row("mode in another case", R"({"Storage": {"Mode": "localsystem"}})", u"Storage.Mode"_s);
    row("folder", R"({"Storage": {"LocalSystem": {"StorageLocation": null}}})", u"StorageLocation is null"_s);
    row("relative folder", R"({"Storage": {"LocalSystem": {"StorageLocation": "keys"}}})",
        u"LocalSystem.StorageLocation"_s);
    row("no folder", R"({"Storage": {"LocalSystem": {"StorageLocation": ""}}})",
        u"LocalSystem.StorageLocation"_s);
    row("active", R"({"DataProtection": {"Active": "yes"}})", u"DataProtection.Active is text"_s);
    row("name", R"({"DataProtection": {"EncryptionKey": {"Name": []}}})",
        u"EncryptionKey.Name is an array"_s);
    row("empty name", R"({"DataProtection": {"EncryptionKey": {"Name": ""}}})", u"EncryptionKey.Name"_s);
    row("name that leads elsewhere", R"({"DataProtection": {"EncryptionKey": {"Name": "../key"}}})",
        u"EncryptionKey.Name"_s);
    row("name with a line break", R"({"DataProtection": {"EncryptionKey": {"Name": "key\n"}}})",
        u"EncryptionKey.Name"_s);
}

void TestAppSettings::refuses()
{
    QFETCH(QByteArray, content);
    QFETCH(QString, place);
    write(content);
    const auto read = AppSettings(path()).encryption();
    QVERIFY(!read);
    QCOMPARE(read.error().kind, Error::Kind::Unreachable);
    QVERIFY2(read.error().text.contains(place), qPrintable(read.error().text));
    QVERIFY2(read.error().text.contains(path()), qPrintable(read.error().text));
}

void TestAppSettings::writesTheNames()
{
    const EncryptionSettings settings{inKeyring, u"/srv/schlüssel"_s, false, u"key"_s};
    VERIFY_DONE(AppSettings(path()).setEncryption(settings));
    const auto document = nlohmann::json::parse(read(path()).toStdString());
    QCOMPARE(document,
             nlohmann::json::parse(R"({"DataSecuritySettings": {"Storage": {"Mode": "Keyring", "LocalSystem":
        {"StorageLocation": "/srv/schlüssel"}}, "DataProtection": {"Active": false, "EncryptionKey": {"Name": "key"}}}})"));
    const auto back = AppSettings(path()).encryption();
    VERIFY_DONE(back);
    QCOMPARE(*back, settings);
}

void TestAppSettings::keepsOtherContent()
{
    write(
        R"({"Z": [1, 2.5, {"a": null}], "DataSecuritySettings": {"Other": true, "Storage": {"Mode": "LocalSystem",
        "AzureKeyVault": {"Url": "https://vault.example"}}}, "A": "ä"})");
    EncryptionSettings settings = AppSettings::standardEncryption();
    settings.mode = inKeyring;
    VERIFY_DONE(AppSettings(path()).setEncryption(settings));
    const auto document = nlohmann::ordered_json::parse(read(path()).toStdString());
    QCOMPARE(document.begin().key(), "Z");
    QCOMPARE(document["Z"].dump(), R"([1,2.5,{"a":null}])");
    QCOMPARE(document["A"].get<std::string>(), "ä");
    QVERIFY(document["DataSecuritySettings"]["Other"].get<bool>());
    QCOMPARE(document["DataSecuritySettings"]["Storage"]["AzureKeyVault"]["Url"].get<std::string>(),
             "https://vault.example");
    QCOMPARE(document["DataSecuritySettings"]["Storage"]["Mode"].get<std::string>(), "Keyring");
}

void TestAppSettings::writesNothingOverWhatItCannotRead()
{
    for (const QByteArray &content : {"no JSON"_ba, R"({"DataSecuritySettings": 5})"_ba}) {
        write(content);
        QVERIFY(!AppSettings(path()).setEncryption(AppSettings::standardEncryption()));
        QCOMPARE(read(path()), content);
    }
    EncryptionSettings relative = AppSettings::standardEncryption();
    relative.folder = u"keys"_s;
    write("{}");
    QVERIFY(!AppSettings(path()).setEncryption(relative));
    QCOMPARE(read(path()), "{}");
}

void TestAppSettings::outOfReach()
{
    QVERIFY(QDir().mkpath(path()));
    QCOMPARE(AppSettings(path()).encryption().error().kind, Error::Kind::Unreachable);
    const auto written =
        AppSettings(u"/proc/nowhere/appsettings.json"_s).setEncryption(AppSettings::standardEncryption());
    QCOMPARE(written.error().kind, Error::Kind::Unreachable);
}

GATEHOUSE_TEST(TestAppSettings)
#include "tst_appsettings.moc"
