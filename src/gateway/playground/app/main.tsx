import './styles.css';
import { createRoot } from 'react-dom/client';
import { App } from './components/app.tsx';

createRoot(document.getElementById('root')!).render(<App />);
