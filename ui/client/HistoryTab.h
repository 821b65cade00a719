#pragma once

#include <QWidget>

class QLabel;

namespace gatehouse {

class AuditView;
class ClientDraft;
class DatabaseThread;
struct Error;

/// The tab History: what the audit trail says of the client application that is open.
class HistoryTab : public QWidget
{
    Q_OBJECT

public:
    HistoryTab(DatabaseThread &database, const ClientDraft &draft, QWidget *parent = nullptr);

    /// Others did something with it, which may be no save.
    void lookAgain();

Q_SIGNALS:
    void failed(const gatehouse::Error &error);

protected:
    void showEvent(QShowEvent *event) override;

private:
    void follow();

    const ClientDraft &m_draft;
    QString m_key;     ///< of what is shown
    int m_version = 0; ///< after which save it was read
    QLabel *m_hint;
    AuditView *m_view;
};

}
