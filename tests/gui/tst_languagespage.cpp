#include "PageFixture.h"

#include "ui/common/MessageBar.h"
#include "ui/common/Question.h"
#include "ui/languages/LanguagesPage.h"

#include <QAbstractItemModelTester>
#include <QCheckBox>
#include <QLineEdit>
#include <QTableView>
#include <QToolButton>
#include <QUndoStack>

using namespace Qt::StringLiterals;
using namespace gatehouse;
using namespace gatehouse::test;

using Action = Page::Action;

class TestLanguagesPage : public QObject
{
    Q_OBJECT

private:
    std::unique_ptr<PageFixture> m_fixture;
    std::unique_ptr<LanguagesPage> m_page;

    QLineEdit *tag() const { return field<QLineEdit>(*m_page, u"Language tag"_s); }
    QLineEdit *nativeName() const { return field<QLineEdit>(*m_page, u"Native name"_s); }
    QCheckBox *rightToLeft() const { return field<QCheckBox>(*m_page, u"Right to left"_s); }
    QCheckBox *isDefault() const { return field<QCheckBox>(*m_page, u"Default"_s); }
    MessageBar *messages() const { return m_page->findChild<MessageBar *>(); }
    QAbstractItemModel *list() const { return m_page->findChild<QTableView *>()->model(); }

    QList<Language> stored() { return m_fixture->stored(store::loadLanguages); }
    QStringList storedTags()
    {
        QStringList tags;
        for (const Language &language : stored())
            tags << language.tag;
        return tags;
    }
    Language storedLanguage(const QString &wanted)
    {
        const QList<Language> languages = stored();
        const auto found = std::ranges::find(languages, wanted, &Language::tag);
        return found == languages.end() ? Language() : *found;
    }
    QString listed(const QString &wanted, const QString &heading) const
    {
        for (int column = 0; column < list()->columnCount(); ++column) {
            if (list()->headerData(column, Qt::Horizontal).toString() != heading)
                continue;
            for (int row = 0; row < list()->rowCount(); ++row) {
                if (list()->index(row, 0).data().toString() == wanted)
                    return list()->index(row, column).data().toString();
            }
        }
        return u"not listed"_s;
    }
    void choose(const QString &wanted) const
    {
        for (int row = 0; row < list()->rowCount(); ++row) {
            if (list()->index(row, 0).data().toString() == wanted)
                m_page->findChild<QTableView *>()->setCurrentIndex(list()->index(row, 0));
        }
        QTRY_COMPARE(tag()->text(), wanted);
    }
    void enter(QLineEdit *edit, const QString &text) const
    {
        edit->setFocus();
        edit->selectAll();
        QTest::keyClicks(edit, text);
    }
    void startWith(const QString &typedTag)
    {
        m_page->trigger(Action::Add);
        enter(tag(), typedTag);
        QTest::keyClick(tag(), Qt::Key_Tab);
    }
    void save()
    {
        m_page->trigger(Action::Save);
        QTRY_VERIFY2(!m_page->isModified(), qPrintable(messages()->text()));
    }

private Q_SLOTS:
    void init()
    {
        Question::answerNext(2); // whoever asks without being expected to is told to change nothing
        m_fixture = std::make_unique<PageFixture>();
        m_page = std::make_unique<LanguagesPage>(m_fixture->database());
        m_page->resize(1090, 700);
        m_page->show();
        QVERIFY(QTest::qWaitForWindowActive(m_page.get()));
        new QAbstractItemModelTester(list(), QAbstractItemModelTester::FailureReportingMode::QtTest,
                                     m_page.get());
        m_page->refresh();
        QTRY_COMPARE(list()->rowCount(), 4);
    }

    void cleanup()
    {
        m_page.reset();
        m_fixture.reset();
    }

    void isUsableByKeyboardAndScreenReader()
    {
        QCOMPARE(accessibilityFaults(*m_page).join(u'\n'), QString());
    }

    void listsTheFirstLanguages()
    {
        QStringList headings;
        for (int column = 0; column < list()->columnCount(); ++column)
            headings << list()->headerData(column, Qt::Horizontal).toString();
        QCOMPARE(headings, QStringList({u"Tag"_s, u"Name"_s, u"Direction"_s, u"Default"_s}));
        QCOMPARE(listed(u"nl"_s, u"Name"_s), u"Nederlands"_s);
        QCOMPARE(listed(u"en"_s, u"Default"_s), u"Yes"_s);
        QCOMPARE(listed(u"nl"_s, u"Default"_s), u"No"_s);
        QCOMPARE(listed(u"nl"_s, u"Direction"_s), u"Left to right"_s);
    }

    void proposesWhatIsUsual_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("tag");
        QTest::addColumn<QString>("name");
        QTest::addColumn<bool>("isRightToLeft");
        QTest::newRow("Arabic") << u"ar"_s << u"ar"_s << u"العربية"_s << true;
        QTest::newRow("Hebrew") << u"HE"_s << u"he"_s << u"עברית"_s << true;
        QTest::newRow("Italian") << u"it"_s << u"it"_s << u"italiano"_s << false;
    }

    void proposesWhatIsUsual()
    {
        QFETCH(QString, typed);
        QFETCH(QString, name);
        QFETCH(bool, isRightToLeft);
        startWith(typed);
        QVERIFY(nativeName()->hasFocus());
        QCOMPARE(nativeName()->text().toLower(), name.toLower());
        QCOMPARE(rightToLeft()->isChecked(), isRightToLeft);
        save();
        QFETCH(QString, tag);
        const Language saved = storedLanguage(tag);
        QCOMPARE(saved.nativeName.toLower(), name.toLower());
        QCOMPARE(saved.rightToLeft, isRightToLeft);
        QVERIFY(!saved.isDefault);
        QCOMPARE(this->tag()->text(), tag);
        QCOMPARE(listed(tag, u"Direction"_s), isRightToLeft ? u"Right to left"_s : u"Left to right"_s);
    }

    void theProposalFollowsTheTag()
    {
        startWith(u"ar"_s);
        enter(tag(), u"it"_s);
        QTest::keyClick(tag(), Qt::Key_Tab);
        QCOMPARE(nativeName()->text().toLower(), u"italiano"_s);
        QVERIFY(!rightToLeft()->isChecked());
    }

    void theProposalIsOneStepToUndo()
    {
        startWith(u"ar"_s);
        m_page->undoStack()->undo();
        QCOMPARE(nativeName()->text(), QString());
        QVERIFY(!rightToLeft()->isChecked());
        QCOMPARE(tag()->text(), u"ar"_s);
        m_page->undoStack()->redo();
        QVERIFY(rightToLeft()->isChecked());
    }

    void whatWasEnteredIsNotReplaced()
    {
        m_page->trigger(Action::Add);
        enter(nativeName(), u"Mine"_s);
        QTest::mouseClick(rightToLeft(), Qt::LeftButton, {}, {8, 8});
        enter(tag(), u"it"_s);
        QTest::keyClick(tag(), Qt::Key_Tab);
        QCOMPARE(nativeName()->text(), u"Mine"_s);
        QVERIFY(rightToLeft()->isChecked());
    }

    void aStoredNameIsNotReplaced()
    {
        choose(u"nl"_s);
        enter(tag(), u"ar"_s);
        QTest::keyClick(tag(), Qt::Key_Tab);
        QCOMPARE(nativeName()->text(), u"Nederlands"_s);
        QVERIFY(!rightToLeft()->isChecked());
    }

    void aBadTagIsToldAndRefused()
    {
        startWith(u"nl_NL"_s);
        QCOMPARE(nativeName()->text(), QString());
        QVERIFY(tag()->accessibleDescription().contains("nl_NL"_L1));
        m_page->trigger(Action::Save);
        QTRY_VERIFY(messages()->isVisible());
        QVERIFY(tag()->hasFocus());
        QCOMPARE(tag()->text(), u"nl_NL"_s);
        QCOMPARE(stored().size(), 4);
    }

    void aTagOfACaseOfItsOwnIsTakenAlready()
    {
        startWith(u"NL"_s);
        m_page->trigger(Action::Save);
        QTRY_VERIFY(messages()->isVisible());
        QVERIFY(tag()->hasFocus());
        QCOMPARE(stored().size(), 4);
    }

    void anotherDefaultTakesOver()
    {
        choose(u"nl"_s);
        QTest::mouseClick(isDefault(), Qt::LeftButton, {}, {8, 8});
        save();
        QTRY_COMPARE(listed(u"en"_s, u"Default"_s), u"No"_s);
        QCOMPARE(listed(u"nl"_s, u"Default"_s), u"Yes"_s);
        QVERIFY(!storedLanguage(u"en"_s).isDefault);
        choose(u"en"_s);
        enter(nativeName(), u"British"_s);
        save();
        QCOMPARE(storedLanguage(u"en"_s).nativeName, u"British"_s);
    }

    void theDefaultCannotBeTakenAway()
    {
        choose(u"en"_s);
        QTest::mouseClick(isDefault(), Qt::LeftButton, {}, {8, 8});
        m_page->trigger(Action::Save);
        QTRY_VERIFY(messages()->isVisible());
        QVERIFY(isDefault()->hasFocus());
        QVERIFY(storedLanguage(u"en"_s).isDefault);
    }

    void deletingSaysHowManyTextsGo()
    {
        QVERIFY(m_fixture->elsewhere([](EditSession &session) {
            CustomResource resource{.name = u"department"_s};
            resource.claims = {{.claim = u"department"_s, .value = u"department"_s}};
            resource.texts[u"fr"_s] = {.title = u"Service"_s, .description = u"Votre service"_s};
            return edit::save(session, resource);
        }));
        const int texts = m_fixture->stored(
            [fr = storedLanguage(u"fr"_s)](Database &database) { return store::countTextsIn(database, fr); });
        QVERIFY(texts > 0);
        choose(u"fr"_s);
        Question::answerNext(1);
        m_page->trigger(Action::Delete);
        QTRY_VERIFY(Question::lastAsked());
        const Question asked = *Question::lastAsked();
        QCOMPARE(asked.buttons.first(), u"Delete language \"fr\""_s);
        QCOMPARE(asked.destructive, 0);
        QVERIFY2(asked.details.startsWith(u"%1 text"_s.arg(texts)), qPrintable(asked.details));
        QCOMPARE(stored().size(), 4);

        Question::answerNext(0);
        m_page->trigger(Action::Delete);
        QTRY_COMPARE(list()->rowCount(), 3);
        QCOMPARE(storedTags(), QStringList({u"en"_s, u"de"_s, u"nl"_s}));
        QCOMPARE(m_fixture->stored(store::loadCustomResources).first().texts.size(), 0);
    }

    void deletingALanguageWithoutTextsSaysSo()
    {
        choose(u"de"_s);
        Question::answerNext(0);
        m_page->trigger(Action::Delete);
        QTRY_COMPARE(list()->rowCount(), 3);
        QVERIFY(Question::lastAsked()->details.startsWith("No text is written in it."_L1));
    }

    void offersNoCopyOfALanguage()
    {
        choose(u"de"_s);
        QCOMPARE(m_page->available(), Action::Add | Action::Find | Action::Delete);
    }

    void theDefaultIsNotDeleted()
    {
        choose(u"en"_s);
        Question::answerNext(0);
        m_page->trigger(Action::Delete);
        QTRY_VERIFY(messages()->isVisible());
        QVERIFY2(messages()->text().contains("\"en\""_L1), qPrintable(messages()->text()));
        QCOMPARE(stored().size(), 4);
    }

    void theQuestionIsNotAskedAboutAnother()
    {
        choose(u"de"_s);
        QSemaphore gate;
        m_fixture->holdBack(gate);
        Question::answerNext(0);
        m_page->trigger(Action::Delete);
        choose(u"fr"_s);
        gate.release();
        m_fixture->stored(store::loadLanguages);
        QCoreApplication::processEvents();
        QVERIFY(!Question::lastAsked());
        QCOMPARE(stored().size(), 4);
    }

    void clearButtonFollowsTheText()
    {
        choose(stored().first().tag);
        const auto *clear = nativeName()->findChild<QToolButton *>();
        QVERIFY(clear);
        QTRY_COMPARE(clear->property("opacity").toReal(), 1.0);
        m_page->trigger(Action::Add);
        QTRY_COMPARE(clear->property("opacity").toReal(), 0.0);
        QVERIFY(!m_page->isModified());
    }
};

GATEHOUSE_TEST(TestLanguagesPage)
#include "tst_languagespage.moc"
