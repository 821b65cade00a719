#pragma once

#include "domain/Error.h"
#include "domain/servers/Server.h"
#include "secrets/SecretBytes.h"
#include "ui/records/RecordPart.h"

#include <QByteArray>

class QPushButton;

namespace gatehouse {

class AuthorityField;
class FieldForm;
class FieldLayout;
class FileField;
class KeyComboBox;
class MessageBar;
class PasswordField;

/// One authorization server. What does not apply to its kind is not there.
class ServerForm : public RecordPart
{
    Q_OBJECT

public:
    explicit ServerForm(QWidget *parent = nullptr);

    void display(const Record &record) override;
    bool focusColumn(const QString &column) override;

    /// What stands in the field for it; empty: nothing was typed.
    SecretBytes typedSecret() const;
    /// While something is done with what is typed.
    void setBusy(bool isBusy);
    void showAnswer(const Result<QString> &answer);
    void dismissAnswer();

Q_SIGNALS:
    void kindChosen(const QString &name); ///< from which more follows
    void testWanted();
    void notRead(const QString &why); ///< a file that was chosen

private:
    void build();
    void addLine(FieldLayout &rows, const QString &column, const QString &label, qsizetype field,
                 const QString &help);
    void addChoice(FieldLayout &rows, const QString &column, const QString &label, KeyComboBox *box,
                   qsizetype field, const QString &help);
    void addTest(FieldLayout &rows);
    void tell(qsizetype field, const QVariant &value);
    void tellSecret(const QString &text);
    void displayLine(const QString &column, const QString &text);
    void displaySecret(const Record &record);
    void showWhatApplies(const Server &server);
    void showFindings(const Server &server);
    bool eventFilter(QObject *watched, QEvent *event) override;

    FieldForm *m_form;
    KeyComboBox *m_kind;
    FileField *m_file;
    KeyComboBox *m_fileFormat;
    KeyComboBox *m_signIn;
    PasswordField *m_secret;
    AuthorityField *m_authority;
    QPushButton *m_test;
    MessageBar *m_answer;
    QVariant m_keptSecret; ///< what there is when nothing is typed
    bool m_displaying = false;
};

}
