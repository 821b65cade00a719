#include "ResourcesPageDriver.h"

#include "domain/LanguageTag.h"
#include "draft/DraftTable.h"

#include <QCheckBox>
#include <QSqlQuery>
#include <QUndoStack>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

using Action = Page::Action;

enum ClaimColumn { Claim, Source, Value, ProblemText };
enum TextColumn { LanguageName, Title, Description, Missing };

class TestCustomResourcesPage : public QObject, protected ResourcesPageDriver
{
    Q_OBJECT

private Q_SLOTS:
    void init() { openPage(); }
    void cleanup() { closePage(); }

    void isUsableByKeyboardAndScreenReader()
    {
        QCOMPARE(accessibilityFaults(*m_page).join(u'\n'), QString());
        QCOMPARE(tabs()->accessibleName(), u"Custom resource"_s);
    }

    void addsAResourceByKeyboard()
    {
        m_page->trigger(Action::Add);
        QVERIFY(edit(u"Name"_s)->hasFocus());
        QTest::keyClicks(edit(u"Name"_s), u"department"_s);
        type(u"Title"_s, u"Department"_s);
        showTab(u"Claims"_s);
        QTest::mouseClick(button(u"Add claim"_s), Qt::LeftButton);
        auto *editor = claims()->viewport()->findChild<QLineEdit *>();
        QVERIFY(editor && editor->hasFocus());
        QTest::keyClicks(editor, u"dept"_s);
        QTest::keyClick(editor, Qt::Key_Return);
        chooseInCell(claims(), 0, Value, u"Department"_s);
        QTest::mouseClick(button(u"Add claim"_s), Qt::LeftButton);
        typeInCell(claims(), 1, Claim, u"tenant"_s);
        chooseInCell(claims(), 1, Source, u"Fixed value"_s);
        typeInCell(claims(), 1, Value, u"acme"_s);
        showTab(u"Translation"_s);
        typeInCell(translation(), 0, Title, u"Your department"_s);
        typeInCell(translation(), 0, Description, u"Where you work."_s);
        save();

        CustomResource expected{.name = u"department"_s, .title = u"Department"_s};
        expected.claims = {{.claim = u"dept"_s, .value = u"department"_s},
                           {.claim = u"tenant"_s, .source = ClaimSource::FixedValue, .value = u"acme"_s}};
        expected.texts[u"en"_s] = {.title = u"Your department"_s, .description = u"Where you work."_s};
        QCOMPARE(stored().size(), 1);
        const CustomResource saved = stored().first();
        expected.key = saved.key;
        expected.version = saved.version;
        QCOMPARE(saved, expected);
        QCOMPARE(listed(), QStringList{u"department"_s});
        QVERIFY(messages()->isHidden());
    }

    void showsWhatIsStored()
    {
        addStored(department());
        QCOMPARE(edit(u"Name"_s)->text(), u"department"_s);
        QVERIFY(field<QCheckBox>(*m_page, u"Enabled"_s)->isChecked());
        QCOMPARE(cells(claims(), Claim), QStringList({u"department"_s, u"tenant"_s}));
        QCOMPARE(cells(claims(), Source), QStringList({u"User attribute"_s, u"Fixed value"_s}));
        QCOMPARE(cells(claims(), Value), QStringList({u"Department"_s, u"acme"_s}));
        QCOMPARE(cells(claims(), ProblemText), QStringList({QString(), QString()}));
        QCOMPARE(cells(translation(), LanguageName),
                 QStringList({u"English (en, default)"_s, u"Deutsch (de)"_s, u"Français (fr)"_s,
                              u"Nederlands (nl)"_s}));
        QCOMPARE(cells(translation(), Title),
                 QStringList({u"Your department"_s, QString(), QString(), u"Uw afdeling"_s}));
        QCOMPARE(cells(translation(), Missing), QStringList({u"Nothing"_s, u"Title, Description"_s,
                                                             u"Title, Description"_s, u"Description"_s}));
    }

    void offersTheAttributesOfUsers()
    {
        addStored(department());
        showTab(u"Claims"_s);
        auto *editor = editCell<KeyComboBox>(claims(), 0, Value);
        QVERIFY(editor);
        QStringList keys;
        for (int item = 0; item < editor->count(); ++item)
            keys << editor->itemData(item).toString();
        QCOMPARE(keys, QStringList({u"user_id"_s, u"name"_s, u"email"_s, u"phone"_s, u"department"_s}));
        QCOMPARE(editor->key(), u"department"_s);
    }

    void aLanguageThatWasAddedHasARow()
    {
        addStored(department());
        QVERIFY(m_fixture->elsewhere([](EditSession &session) {
            return edit::save(session,
                              Language{.tag = u"ar"_s, .nativeName = u"العربية"_s, .rightToLeft = true});
        }));
        m_page->refresh();
        QTRY_COMPARE(translation()->model()->rowCount(), 5);
        const int row = int(cells(translation(), LanguageName).indexOf(u"العربية (ar)"_s));
        QVERIFY(row >= 0);
        const QModelIndex title = translation()->model()->index(row, Title);
        QVERIFY(title.data(Qt::TextAlignmentRole)
                    .value<Qt::Alignment>()
                    .testFlags(Qt::AlignRight | Qt::AlignAbsolute));
        showTab(u"Translation"_s);
        typeInCell(translation(), row, Title, u"abc"_s);
        save();
        QCOMPARE(stored().first().texts.value(u"ar"_s).title, u"abc"_s);
    }

    void aClearedTranslationIsGone()
    {
        addStored(department());
        showTab(u"Translation"_s);
        auto *editor = editCell<QLineEdit>(translation(), 3, Title);
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClick(editor, Qt::Key_Backspace);
        QTest::keyClick(editor, Qt::Key_Return);
        QCOMPARE(cells(translation(), Missing).at(3), u"Title, Description"_s);
        save();
        QCOMPARE(stored().first().texts.keys(), QStringList{u"en"_s});
    }

    void aReservedClaimIsToldBesideItsRowAndRefused()
    {
        addStored(department());
        showTab(u"Claims"_s);
        typeInCell(claims(), 1, Claim, u"iss"_s);
        const QString told = cells(claims(), ProblemText).at(1);
        QCOMPARE(told, rules::checkClaimName(u"iss"_s).first().text);
        QCOMPARE(cells(claims(), ProblemText).first(), QString());
        showTab(u"Form"_s);
        m_page->trigger(Action::Save);
        QTRY_VERIFY(messages()->isVisible());
        QCOMPARE(messages()->text(), told);
        QCOMPARE(shownTab(), u"Claims"_s);
        QCOMPARE(claims()->currentIndex().row(), 1);
        QVERIFY(button(u"Remove claim"_s)->isEnabled());
        auto *editor = claims()->viewport()->findChild<QLineEdit *>();
        QVERIFY(editor && editor->hasFocus());
        QCOMPARE(editor->text(), u"iss"_s);
        QCOMPARE(stored().first().claims, department().claims);

        editor->selectAll();
        QTest::keyClicks(editor, u"issuer"_s);
        save();
        QCOMPARE(stored().first().claims.at(1).claim, u"issuer"_s);
    }

    void refusedClaims_data()
    {
        QTest::addColumn<int>("column");
        QTest::addColumn<QString>("text");
        QTest::newRow("twice") << int(Claim) << u"department"_s;
        QTest::newRow("no claim") << int(Claim) << QString();
        QTest::newRow("no value") << int(Value) << QString();
    }

    void refusedClaims()
    {
        QFETCH(int, column);
        QFETCH(QString, text);
        addStored(department());
        showTab(u"Claims"_s);
        auto *editor = editCell<QLineEdit>(claims(), 1, column);
        QVERIFY(editor);
        editor->selectAll();
        QTest::keyClick(editor, Qt::Key_Backspace);
        QTest::keyClicks(editor, text);
        QTest::keyClick(editor, Qt::Key_Return);
        m_page->trigger(Action::Save);
        QTRY_VERIFY(messages()->isVisible());
        QVERIFY(claims()->viewport()->findChild<QLineEdit *>());
        QCOMPARE(claims()->currentIndex().column(), column);
        QVERIFY(m_page->isModified());
        QCOMPARE(stored().first().claims, department().claims);
    }

    void whatIsTypedInACellCountsAtOnce()
    {
        addStored(department());
        showTab(u"Claims"_s);
        auto *editor = editCell<QLineEdit>(claims(), 0, Claim);
        QTest::keyClick(editor, Qt::Key_End);
        QTest::keyClick(editor, Qt::Key_Home);
        QTest::keyClicks(editor, u"my"_s);
        QVERIFY(m_page->isModified() && offers(Action::Save));
        QCOMPARE(editor->text(), u"mydepartment"_s);
        QCOMPARE(editor->cursorPosition(), 2);
        QTest::keyClick(editor, Qt::Key_Escape);
        QVERIFY(!m_page->isModified());
        QCOMPARE(cells(claims(), Claim).first(), u"department"_s);
    }

    void removesClaims()
    {
        addStored(department());
        showTab(u"Claims"_s);
        QVERIFY(!button(u"Remove claim"_s)->isEnabled());
        claims()->setFocus();
        claims()->selectRow(0);
        QTest::keyClick(claims(), Qt::Key_Delete);
        QCOMPARE(cells(claims(), Claim), QStringList{u"tenant"_s});
        QVERIFY(claims()->hasFocus());
        QTest::mouseClick(button(u"Remove claim"_s), Qt::LeftButton);
        QVERIFY(claims()->isHidden());
        QVERIFY(button(u"Add claim"_s)->hasFocus());
        save();
        QCOMPARE(stored().first().claims.size(), 0);
    }

    void undoesStepByStep()
    {
        addStored(department());
        showTab(u"Claims"_s);
        typeInCell(claims(), 0, Claim, u"dept"_s);
        typeInCell(claims(), 0, Claim, u"unit"_s);
        chooseInCell(claims(), 0, Value, u"Phone"_s);
        QTest::mouseClick(button(u"Add claim"_s), Qt::LeftButton);
        typeInCell(claims(), 2, Claim, u"mail"_s);
        QUndoStack &undo = *m_page->undoStack();
        undo.undo();
        QCOMPARE(cells(claims(), Claim), QStringList({u"unit"_s, u"tenant"_s, QString()}));
        undo.undo();
        QCOMPARE(cells(claims(), Claim), QStringList({u"unit"_s, u"tenant"_s}));
        undo.undo();
        QCOMPARE(cells(claims(), Value).first(), u"Department"_s);
        undo.undo();
        QCOMPARE(cells(claims(), Claim).first(), u"dept"_s);
        undo.undo();
        QVERIFY(!m_page->isModified());
        undo.redo();
        QCOMPARE(cells(claims(), Claim).first(), u"dept"_s);
    }

    void undoReachesAnOpenCell()
    {
        addStored(department());
        showTab(u"Translation"_s);
        auto *editor = editCell<QLineEdit>(translation(), 1, Title);
        QTest::keyClicks(editor, u"Abteilung"_s);
        m_page->undoStack()->undo();
        QCOMPARE(editor->text(), QString());
        QVERIFY(!m_page->isModified());
    }

    void sqlInTheWorkingCopyIsSaved()
    {
        addStored(department());
        auto *table = static_cast<DraftTable *>(claims()->model());
        QSqlQuery query(table->database());
        QVERIFY(query.exec(u"UPDATE custom_resource_claim SET claim = 'unit' WHERE claim = 'department'"_s));
        QVERIFY(query.exec(u"UPDATE custom_resource_text SET title = 'Your unit' WHERE language = 'en'"_s));
        QVERIFY(table->select());
        QVERIFY(static_cast<DraftTable *>(translation()->model())->select());
        QVERIFY(m_page->isModified());
        save();
        QCOMPARE(stored().first().claims.first().claim, u"unit"_s);
        QCOMPARE(stored().first().texts.value(u"en"_s).title, u"Your unit"_s);
    }

    void duplicatesEverything()
    {
        addStored(department());
        m_page->trigger(Action::Duplicate);
        QCOMPARE(edit(u"Name"_s)->text(), u"department-copy"_s);
        save();
        QCOMPARE(stored().size(), 2);
        const CustomResource copy = stored().at(1);
        QCOMPARE(copy.name, u"department-copy"_s);
        QCOMPARE(copy.claims, department().claims);
        QCOMPARE(copy.texts, department().texts);
    }

    void searches()
    {
        addStored(department());
        addStored(department(u"region"_s));
        QCOMPARE(listed(), QStringList({u"department"_s, u"region"_s}));
        m_page->trigger(Action::Find);
        QTest::keyClicks(edit(u"Search custom resources"_s), u"REG"_s);
        QCOMPARE(listed(), QStringList{u"region"_s});
    }

    void aResourceThatIsUsedIsNotDeleted()
    {
        addStored(department());
        QVERIFY(m_fixture->elsewhere([](EditSession &session) {
            ClientApplication client;
            client.clientId = u"shop"_s;
            client.title = u"Shop"_s;
            client.customResources = {u"department"_s};
            return edit::save(session, client);
        }));
        Question::answerNext(0);
        m_page->trigger(Action::Delete);
        QTRY_VERIFY(messages()->isVisible());
        QVERIFY2(messages()->text().contains("shop"_L1), qPrintable(messages()->text()));
        QCOMPARE(Question::lastAsked()->buttons.first(), u"Delete custom resource \"department\""_s);
        QCOMPARE(stored().size(), 1);
    }

    void anUnusedResourceIsDeleted()
    {
        addStored(department());
        Question::answerNext(0);
        m_page->trigger(Action::Delete);
        QTRY_COMPARE(listed(), QStringList());
        QCOMPARE(stored().size(), 0);
    }

    void whatSomebodyElseSavedIsMerged()
    {
        CustomResource resource = addStored(department());
        showTab(u"Claims"_s);
        typeInCell(claims(), 0, Claim, u"mine"_s);
        QVERIFY(m_fixture->elsewhere([&](EditSession &session) {
            resource.title = u"Theirs"_s;
            resource.claims << ResourceClaim{u"theirs"_s, ClaimSource::FixedValue, u"1"_s};
            return edit::save(session, resource);
        }));
        m_page->trigger(Action::Save);
        QTRY_VERIFY(messages()->isVisible());
        QVERIFY2(messages()->text().contains("Claim theirs got"_L1), qPrintable(messages()->text()));
        QVERIFY(!m_page->isModified());
        const CustomResource now = stored().first();
        QCOMPARE(now.title, u"Theirs"_s);
        QVERIFY(std::ranges::contains(now.claims, u"mine"_s, &ResourceClaim::claim));
        QVERIFY(std::ranges::contains(now.claims, u"theirs"_s, &ResourceClaim::claim));
        QVERIFY(!std::ranges::contains(now.claims, u"department"_s, &ResourceClaim::claim));
        QCOMPARE(cells(claims(), Claim).size(), now.claims.size());
    }

    void guardsUnsavedEdits()
    {
        addStored(department());
        addStored(department(u"region"_s));
        showTab(u"Translation"_s);
        typeInCell(translation(), 2, Title, u"Service"_s);
        Question::answerNext(2);
        list()->setCurrentIndex(list()->model()->index(1, 0));
        QTRY_VERIFY(Question::lastAsked());
        QVERIFY(Question::lastAsked()->text.contains("custom resource \"department\""_L1));
        QCOMPARE(cells(translation(), Title).at(2), u"Service"_s);
        Question::answerNext(0);
        list()->setCurrentIndex(list()->model()->index(1, 0));
        QTRY_COMPARE(edit(u"Name"_s)->text(), u"region"_s);
        QCOMPARE(stored().first().texts.value(u"fr"_s).title, u"Service"_s);
    }

    void aBadNameBringsItsTabForward()
    {
        addStored(department());
        type(u"Name"_s, u"openid"_s);
        QVERIFY(!edit(u"Name"_s)->accessibleDescription().isEmpty());
        showTab(u"Translation"_s);
        m_page->trigger(Action::Save);
        QTRY_VERIFY(messages()->isVisible());
        QCOMPARE(shownTab(), u"Form"_s);
        QVERIFY(edit(u"Name"_s)->hasFocus());
        QCOMPARE(stored().first().name, u"department"_s);
    }

    void aLanguageThatWentKeepsWhatWasTyped()
    {
        addStored(department());
        showTab(u"Translation"_s);
        typeInCell(translation(), 2, Title, u"Service"_s);
        const Language french = m_fixture->stored(store::loadLanguages).at(2);
        QCOMPARE(french.tag, u"fr"_s);
        QVERIFY(m_fixture->elsewhere([&](EditSession &session) { return edit::remove(session, french); }));
        m_page->refresh();
        QTRY_COMPARE(cells(translation(), LanguageName).last(), u"No supported language (fr)"_s);
        QCOMPARE(cells(translation(), Title).last(), u"Service"_s);
        showTab(u"Form"_s);
        m_page->trigger(Action::Save);
        QTRY_VERIFY(messages()->isVisible());
        QCOMPARE(shownTab(), u"Translation"_s);
        QVERIFY(m_page->isModified());
    }
};

GATEHOUSE_TEST(TestCustomResourcesPage)
#include "tst_customresourcespage.moc"
