#include "ui/records/RecordDraft.h"

#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using namespace gatehouse;

class TestRecordDraft : public QObject
{
    Q_OBJECT

private:
    static QList<RecordField> fields()
    {
        return {{.column = u"name"_s, .label = u"&Name"_s},
                {.column = u"title"_s, .label = u"&Title"_s},
                {.column = u"enabled"_s, .label = u"Ena&bled"_s, .kind = RecordField::Kind::Flag}};
    }
    static Record blank() { return {{}, 0, {QString(), QString(), true}}; }
    static Record stored() { return {u"k"_s, 3, {u"orders"_s, u"Orders"_s, false}}; }

private Q_SLOTS:
    void undoesTypingAsOneStepAField()
    {
        RecordDraft draft(fields());
        draft.load(stored());
        for (const auto &text : {u"o"_s, u"or"_s, u"ord"_s})
            draft.set(0, text);
        draft.set(1, u"Other"_s);
        draft.set(2, true);
        QCOMPARE(draft.undoStack().count(), 3);
        QCOMPARE(draft.undoStack().undoText(), u"change of Enabled"_s);
        draft.undoStack().undo();
        QCOMPARE(draft.typed().flag(2), false);
        draft.undoStack().undo();
        QCOMPARE(draft.typed().text(1), u"Orders"_s);
        draft.undoStack().undo();
        QVERIFY(!draft.isModified());
        draft.undoStack().redo();
        QCOMPARE(draft.typed().text(0), u"ord"_s);
    }

    void aNewTypingRunIsAStepOfItsOwn()
    {
        RecordDraft draft(fields());
        draft.load(stored());
        draft.set(0, u"a"_s);
        draft.endTyping();
        draft.set(0, u"ab"_s);
        QCOMPARE(draft.undoStack().count(), 2);
    }

    void mergeIsOneStepToUndo()
    {
        RecordDraft draft(fields());
        draft.load(stored());
        draft.set(0, u"mine"_s);
        const Record theirs{u"k"_s, 4, {u"orders"_s, u"Theirs"_s, true}};
        draft.rebase(theirs, {u"k"_s, 4, {u"mine"_s, u"Theirs"_s, true}});
        QVERIFY(draft.stored() == theirs);
        QVERIFY(draft.isModified());
        QCOMPARE(draft.typed().version, 4);
        QCOMPARE(draft.undoStack().count(), 2);
        draft.undoStack().undo();
        QCOMPARE(draft.typed(), (Record{u"k"_s, 4, {u"mine"_s, u"Orders"_s, false}}));
        draft.undoStack().redo();
        QCOMPARE(draft.typed().text(1), u"Theirs"_s);
        draft.undoStack().undo();
        draft.undoStack().undo();
        QCOMPARE(draft.typed().text(0), u"orders"_s);
    }

    void whatIsGoneBecomesNew()
    {
        RecordDraft draft(fields());
        draft.load(stored());
        draft.set(0, u"mine"_s);
        draft.becomeNew(blank(), draft.typed().values);
        QVERIFY(draft.isNew() && draft.isModified());
        QCOMPARE(draft.typed(), (Record{{}, 0, {u"mine"_s, u"Orders"_s, false}}));
    }

    void typingBackLeavesNothingToUndo()
    {
        RecordDraft draft(fields());
        draft.load(stored());
        draft.set(0, u"ordersx"_s);
        draft.set(0, u"orders"_s);
        QVERIFY(!draft.isModified());
        QVERIFY(!draft.undoStack().canUndo());
    }

    void duplicatesUnderAnotherName()
    {
        RecordDraft draft(fields());
        draft.startDuplicate(blank(), stored());
        QVERIFY(draft.isNew() && draft.isModified());
        QCOMPARE(draft.typed(), (Record{{}, 0, {u"orders-copy"_s, u"Orders"_s, false}}));
    }

    void keepsWhatWasTypedDuringTheSave()
    {
        RecordDraft draft(fields());
        draft.startNew(blank());
        draft.set(0, u"orders"_s);
        const Record sent = draft.typed();
        draft.set(1, u"typed later"_s);
        Record saved = sent;
        saved.key = u"k"_s;
        saved.version = 1;
        draft.acceptSaved(sent, saved);
        QVERIFY(!draft.isNew() && draft.isModified());
        QCOMPARE(draft.typed(), (Record{u"k"_s, 1, {u"orders"_s, u"typed later"_s, true}}));
        QCOMPARE(draft.stored(), saved);
    }

    void aProposalIsOneStepAndTouchesNothing()
    {
        RecordDraft draft(fields());
        draft.load(stored());
        draft.set(0, u"x"_s);
        draft.propose({{1, u"Proposed"_s}, {2, true}});
        QCOMPARE(draft.typed().values, QVariantList({u"x"_s, u"Proposed"_s, true}));
        QVERIFY(draft.isTouched(0) && !draft.isTouched(1) && !draft.isTouched(2));
        draft.set(1, u"Proposed by me"_s);
        QVERIFY(draft.isTouched(1));
        QCOMPARE(draft.undoStack().count(), 3);
        draft.undoStack().undo();
        draft.undoStack().undo();
        QCOMPARE(draft.typed().values, QVariantList({u"x"_s, u"Orders"_s, false}));
        draft.load(stored());
        QVERIFY(!draft.isTouched(0));
        draft.propose({});
        draft.propose({{1, u"Orders"_s}});
        QCOMPARE(draft.undoStack().count(), 0);
    }

    void nothingIsSetWhenNothingIsOpen()
    {
        RecordDraft draft(fields());
        QSignalSpy changes(&draft, &RecordDraft::changed);
        draft.set(0, u"x"_s);
        QVERIFY(!draft.isOpen() && !draft.isModified());
        QCOMPARE(changes.count(), 0);
        draft.load(stored());
        draft.clear();
        QVERIFY(!draft.isOpen() && !draft.isNew() && !draft.isModified());
    }
};

GATEHOUSE_TEST(TestRecordDraft)
#include "tst_recorddraft.moc"
